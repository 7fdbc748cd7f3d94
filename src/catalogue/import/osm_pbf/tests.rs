//! What is read of hand-made extracts, sound and unsound, and of real ones.
//! The figures of the real ones are osmium's.

use super::fixture::{
    Block, Outings, Packing, Tags, blob, bytes, deltas, file, framed, header, header_with, number,
    packed, read, varint, zigzag, zlib,
};
use crate::catalogue::import::{Feature, ImportError, Reading, Skipped, TagFilter, read_osm_pbf};
use crate::domain::Position;
use proptest::prelude::*;
use rstest::rstest;
use std::fs::File;
use std::sync::atomic::{AtomicU64, Ordering};

const ZOO: Tags<'_> = &[("tourism", "zoo"), ("name", "Whipsnade")];
const HOUSE: Tags<'_> = &[("building", "yes")];
const NONE: Tags<'_> = &[];

/// Returns what was kept: source, latitude, longitude to 1e-7 degrees, and how many points are around it.
fn found(reading: &Reading) -> Vec<(&str, f64, f64, Vec<usize>)> {
    let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
    reading
        .features
        .iter()
        .map(|feature| {
            let position = feature.position;
            let around = feature.outline.iter().map(Vec::len).collect();
            let (lat, lon) = (round(position.lat()), round(position.lon()));
            (feature.source.as_str(), lat, lon, around)
        })
        .collect()
}

/// Reads blocks and returns the first feature's latitude and longitude to 1e-7 degrees, and the points around it.
fn first(blocks: &[Vec<u8>]) -> Result<(f64, f64, Vec<usize>), Skipped> {
    let reading = read(&file(blocks, Packing::Zlib)).unwrap();
    match found(&reading).pop() {
        Some((_, lat, lon, around)) => Ok((lat, lon, around)),
        None => Err(*reading.skipped.keys().next().unwrap()),
    }
}

/// Nodes 1, 2, 3 ... at these whole degrees, without tags.
fn corners(at: &[(i64, i64)]) -> Vec<u8> {
    let nodes: Vec<_> = (1..)
        .zip(at)
        .map(|(id, (lat, lon))| (id, lat * 10_000_000, lon * 10_000_000, NONE))
        .collect();
    Block::new().dense(&nodes).end()
}

/// A square of 1 degree whose corners are the nodes 1 to 4, and one of 2 degrees, 5 to 8, in the east.
fn squares() -> Vec<u8> {
    corners(&[
        (0, 0),
        (0, 1),
        (1, 1),
        (1, 0),
        (0, 4),
        (0, 6),
        (2, 6),
        (2, 4),
        (10, 10),
    ])
}

/// A file of every kind of object, sorted.
fn sample() -> Vec<Vec<u8>> {
    let nodes = &[
        (10, 515_000_000, -1_000_000, NONE),
        (11, 515_000_000, 1_000_000, HOUSE),
        (12, 516_000_000, 1_000_000, ZOO),
        (-13, 516_000_000, -1_000_000, NONE),
    ];
    vec![
        Block::new().dense(nodes).end(),
        Block::new()
            .plain(&[(14, 520_000_000, 20_000_000, &[("leisure", "park")])])
            .end(),
        Block::new()
            .ways(&[
                (20, &[10, 11, 12, -13, 10], &[("leisure", "garden")]),
                (21, &[10, 11], &[("highway", "path")]),
            ])
            .end(),
        Block::new()
            .relation(
                30,
                &[(1, 20, "outer")],
                &[("type", "multipolygon"), ("tourism", "zoo")],
            )
            .end(),
    ]
}

fn sample_found() -> Vec<(&'static str, f64, f64, Vec<usize>)> {
    vec![
        ("node/12", 51.6, 0.1, vec![]),
        ("node/14", 52.0, 2.0, vec![]),
        ("way/20", 51.55, 0.0, vec![5]),
        ("relation/30", 51.55, 0.0, vec![5]),
    ]
}

#[rstest]
#[case::as_they_are(Packing::Raw)]
#[case::with_zlib(Packing::Zlib)]
#[case::with_lz4(Packing::Lz4)]
fn blobs_are_read_however_they_are_packed(#[case] packing: Packing) {
    let reading = read(&file(&sample(), packing)).unwrap();
    assert_eq!(found(&reading), sample_found());
    assert_eq!(reading.objects, 8);
    assert!(reading.skipped.is_empty());
    let tags = &reading.features[0].tags;
    assert_eq!(tags[..], ZOO.map_owned());
    assert_eq!((reading.as_of, reading.attribution), (None, None));
}

trait Owned {
    fn map_owned(&self) -> Vec<(String, String)>;
}

impl Owned for Tags<'_> {
    fn map_owned(&self) -> Vec<(String, String)> {
        let tags = self.iter();
        tags.map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }
}

#[rstest]
#[case::backwards(&[3, 2, 1, 0])]
#[case::ways_first(&[2, 0, 3, 1])]
#[case::relations_amid_the_nodes(&[0, 3, 1, 2])]
#[case::twice_over(&[0, 1, 2, 3, 0, 1, 2, 3])]
fn an_unsorted_file_gives_the_same_in_its_own_order(#[case] order: &[usize]) {
    let blocks: Vec<_> = order.iter().map(|at| sample()[*at].clone()).collect();
    let reading = read(&file(&blocks, Packing::Zlib)).unwrap();
    let of_block = [0, 1, 2, 3].map(|at| sample_found()[at].clone());
    let wanted: Vec<_> = order.iter().map(|at| of_block[*at].clone()).collect();
    assert_eq!(found(&reading), wanted);
    assert_eq!(reading.objects, 8 * order.len() as u64 / 4);
}

#[test]
fn one_block_may_hold_everything() {
    let block = Block::new()
        .relation(
            3,
            &[(1, 2, "")],
            &[("type", "multipolygon"), ("leisure", "park")],
        )
        .ways(&[(2, &[1, 4, 5, 1], ZOO)])
        .dense(&[
            (1, 0, 0, ZOO),
            (4, 0, 30_000_000, NONE),
            (5, 30_000_000, 0, NONE),
        ])
        .end();
    let reading = read(&file(&[Block::new().end(), block], Packing::Lz4)).unwrap();
    let middle = |source| (source, 1.0, 1.0, vec![4]);
    let wanted = [
        middle("relation/3"),
        middle("way/2"),
        ("node/1", 0., 0., vec![]),
    ];
    assert_eq!(found(&reading), wanted);
}

#[rstest]
#[case::as_usual(Block::new(), 525_000_000, -13_000_000, Ok((52.5, -1.3)))]
#[case::in_coarse_steps(Block::new().with(number(17, 10_000)), 5_250_000, -130_000, Ok((52.5, -1.3)))]
#[case::in_finer_steps_than_are_kept(Block::new().with(number(17, 1)), 52_500_000_049, -1_300_000_050,
    Ok((52.5, -1.3)))]
#[case::from_an_offset(
    Block::new().with(number(19, 500_000_000)).with(number(20, -300_000_000_i64 as u64)),
    520_000_000, -10_000_000, Ok((52.5, -1.3)))]
#[case::with_time_in_other_steps(Block::new().with(number(18, 1)), 525_000_000, -13_000_000, Ok((52.5, -1.3)))]
#[case::at_the_corner_of_the_earth(Block::new(), -900_000_000, 1_800_000_000, Ok((-90., 180.)))]
#[case::beyond_the_pole(Block::new(), 900_000_001, 0, Err(Skipped::NoPosition))]
#[case::beyond_the_date_line(Block::new(), 0, -1_800_000_001, Err(Skipped::NoPosition))]
#[case::beyond_64_bits(Block::new(), i64::MAX / 2, 0, Err(Skipped::NoPosition))]
#[case::an_offset_beyond_64_bits(Block::new().with(number(19, i64::MAX as u64)), 1, 0, Err(Skipped::NoPosition))]
fn a_coordinate_is_a_number_of_steps_from_an_offset(
    #[case] block: Block,
    #[case] lat: i64,
    #[case] lon: i64,
    #[case] wanted: Result<(f64, f64), Skipped>,
) {
    let block = block.dense(&[(1, 0, 0, NONE), (2, lat, lon, ZOO), (3, 0, 0, HOUSE)]);
    let placed = first(&[block.end()]).map(|(lat, lon, _)| (lat, lon));
    assert_eq!(placed, wanted);
}

#[rstest]
#[case::a_closed_one_is_an_area(&[1, 2, 3, 4, 1], &[("leisure", "park")], Ok((0.5, 0.5, vec![5])))]
#[case::unless_it_is_a_line(&[1, 2, 3, 4, 1], &[("leisure", "track")], Ok((0.5, 0.5, vec![])))]
#[case::an_open_one_is_a_line(&[1, 2, 3], &[("tourism", "attraction")], Ok((0.0, 1.0, vec![])))]
#[case::one_node(&[3], ZOO, Ok((1.0, 1.0, vec![])))]
#[case::there_and_back(&[1, 2, 1], ZOO, Ok((0.0, 1.0, vec![])))]
#[case::no_node(&[], ZOO, Err(Skipped::NoPosition))]
#[case::a_node_that_is_not_in_the_file(&[1, 2, 99], ZOO, Err(Skipped::MissingParts))]
#[case::ids_at_the_limits(&[i64::MIN, i64::MAX], ZOO, Err(Skipped::MissingParts))]
fn a_way_is_where_its_nodes_are(
    #[case] nodes: &[i64],
    #[case] tags: Tags<'_>,
    #[case] wanted: Result<(f64, f64, Vec<usize>), Skipped>,
) {
    // The largest difference between two ids takes 65 bits.
    if nodes.first() == Some(&i64::MIN) {
        let way = Block::new().ways(&[(7, &[i64::MIN, -1], tags), (8, &[0, i64::MAX], tags)]);
        assert_eq!(first(&[squares(), way.end()]), wanted);
        return;
    }
    let way = Block::new()
        .ways(&[(6, &[1], HOUSE), (7, nodes, tags)])
        .end();
    let lat_of_middle = first(&[squares(), way]);
    match (lat_of_middle, wanted) {
        (Ok((lat, lon, around)), Ok((wanted_lat, wanted_lon, wanted_around))) => {
            assert!((lat - wanted_lat).abs() < 1e-4, "{lat}");
            assert!((lon - wanted_lon).abs() < 1e-4, "{lon}");
            assert_eq!(around, wanted_around);
        }
        (found, wanted) => assert_eq!(found, wanted),
    }
}

#[test]
fn a_way_may_say_itself_where_its_nodes_are() {
    let (lats, lons) = (&[0, 0, 30_000_000, 0], &[0, 30_000_000, 0, 0]);
    let block = Block::new().located_way(5, &[1, 2, 3, 1], lats, lons, ZOO);
    assert_eq!(first(&[block.end()]), Ok((1.0, 1.0, vec![4])));
    let beyond = &[0, 0, 930_000_000, 0];
    let block = Block::new().located_way(5, &[1, 2, 3, 1], beyond, lons, ZOO);
    assert_eq!(first(&[block.end()]), Err(Skipped::MissingParts));
}

const AREA: &str = "multipolygon";
const NODE: u64 = 0;
const WAY: u64 = 1;
const RELATION: u64 = 2;

#[rstest]
#[case::a_label(AREA, &[(WAY, 20, "outer"), (NODE, 9, "label")], Ok((10., 10., vec![5])))]
#[case::a_label_that_is_not_in_the_file(AREA, &[(WAY, 20, "outer"), (NODE, 99, "label")], Ok((0.5, 0.5, vec![5])))]
#[case::a_boundary_s_centre("boundary", &[(WAY, 20, "outer"), (NODE, 9, "admin_centre")], Ok((10., 10., vec![5])))]
#[case::a_label_before_a_centre("boundary", &[(NODE, 9, "admin_centre"), (NODE, 1, "label")], Ok((0., 0., vec![])))]
#[case::another_area_s_centre(AREA, &[(NODE, 9, "admin_centre"), (WAY, 20, "")], Ok((0.5, 0.5, vec![5])))]
#[case::halves_in_any_direction(AREA, &[(WAY, 22, "outer"), (WAY, 21, "outer")], Ok((0.5, 0.5, vec![5])))]
#[case::two_rings_by_their_areas(AREA, &[(WAY, 20, "outer"), (WAY, 23, "outer")], Ok((0.9, 4.1, vec![5, 5])))]
#[case::a_hole_that_does_not_count(AREA, &[(WAY, 20, "outer"), (WAY, 23, "inner")], Ok((0.5, 0.5, vec![5])))]
#[case::a_hole_that_is_not_in_the_file(AREA, &[(WAY, 20, "outer"), (WAY, 99, "inner")], Ok((0.5, 0.5, vec![5])))]
#[case::half_a_ring(AREA, &[(WAY, 22, "outer"), (WAY, 99, "outer")], Err(Skipped::MissingParts))]
#[case::half_a_ring_and_a_label(AREA, &[(WAY, 22, "outer"), (WAY, 99, "outer"), (NODE, 9, "label")], Ok((10., 10., vec![])))]
#[case::a_ring_that_does_not_close(AREA, &[(WAY, 21, "outer")], Ok((0.5, 1.0, vec![])))]
#[case::the_same_ring_twice(AREA, &[(WAY, 20, "outer"), (WAY, 20, "outer")], Ok((0.5, 0.5, vec![5])))]
#[case::a_site_s_areas("site", &[(WAY, 20, ""), (WAY, 23, "building"), (NODE, 9, "entrance")], Ok((0.9, 4.1, vec![5, 5])))]
#[case::a_site_within_a_line("site", &[(WAY, 22, "perimeter"), (WAY, 21, "perimeter")], Ok((0.5, 0.5, vec![5])))]
#[case::a_site_of_nodes("site", &[(NODE, 1, ""), (NODE, 2, ""), (NODE, 99, "")], Ok((0., 0.5, vec![])))]
#[case::a_site_mostly_elsewhere("site", &[(NODE, 1, ""), (NODE, 98, ""), (NODE, 99, "")], Err(Skipped::MissingParts))]
#[case::a_site_of_an_area("site", &[(RELATION, 31, "")], Ok((1., 5., vec![5])))]
#[case::several_things("route", &[(WAY, 20, ""), (WAY, 23, "")], Ok((0.75, 2.75, vec![])))]
#[case::a_thing_and_a_relation("route", &[(NODE, 1, ""), (RELATION, 31, "")], Ok((0.5, 2.5, vec![])))]
#[case::a_relation_in_a_relation_in_it("route", &[(RELATION, 32, "")], Err(Skipped::MissingParts))]
#[case::itself("route", &[(RELATION, 30, ""), (NODE, 9, "")], Ok((10., 10., vec![])))]
#[case::a_circle_of_relations("route", &[(RELATION, 33, ""), (NODE, 9, "")], Ok((10., 10., vec![])))]
#[case::no_members(AREA, &[], Err(Skipped::NoPosition))]
#[case::members_that_are_not_in_the_file("site", &[(WAY, 98, ""), (WAY, 99, "")], Err(Skipped::MissingParts))]
fn a_relation_is_where_its_members_say(
    #[case] kind: &str,
    #[case] members: &[(u64, i64, &str)],
    #[case] wanted: Result<(f64, f64, Vec<usize>), Skipped>,
) {
    let ways: &[(i64, &[i64], Tags<'_>)] = &[
        (20, &[1, 2, 3, 4, 1], NONE),
        (21, &[1, 2, 3, 4], NONE),
        (22, &[1, 4], HOUSE),
        (23, &[5, 6, 7, 8, 5], NONE),
    ];
    let relations = Block::new()
        .relation(30, members, &[("type", kind), ("tourism", "zoo")])
        .relation(31, &[(WAY, 23, "outer")], &[("type", AREA)])
        .relation(32, &[(RELATION, 31, "")], &[("type", "site")])
        .relation(33, &[(RELATION, 30, "")], &[("type", "route")]);
    let placed = first(&[squares(), Block::new().ways(ways).end(), relations.end()]);
    match (placed, wanted) {
        (Ok((lat, lon, around)), Ok((wanted_lat, wanted_lon, wanted_around))) => {
            let near = (lat - wanted_lat).abs() < 2e-3 && (lon - wanted_lon).abs() < 2e-3;
            assert!(near, "{lat}, {lon}");
            assert_eq!(around, wanted_around);
        }
        (placed, wanted) => assert_eq!(placed, wanted),
    }
}

#[rstest]
#[case::a_name_that_is_no_text(b"Zo\xff")]
#[case::a_name_of_a_megabyte(&[b'a'; 1 << 20])]
fn an_object_with_a_tag_that_is_none_is_skipped(#[case] name: &[u8]) {
    let mut block = Block::new();
    let (tourism, zoo, key) = (
        block.string("tourism"),
        block.string("zoo"),
        block.string("name"),
    );
    let value = block.bytes(name);
    let dense = [
        deltas(1, &[1, 2]),
        deltas(8, &[0, 0]),
        deltas(9, &[0, 0]),
        packed(10, [tourism, zoo, key, value, 0, tourism, zoo, 0]),
    ];
    let block = block.group(&bytes(2, &dense.concat())).end();
    let reading = read(&file(&[block], Packing::Zlib)).unwrap();
    assert_eq!(found(&reading), [("node/2", 0., 0., vec![])]);
    assert_eq!(reading.skipped_counts(), [(Skipped::BadValue, 1)]);
}

#[test]
fn a_key_that_comes_twice_counts_once() {
    let tags: Tags<'_> = &[("tourism", "zoo"), ("name", "A"), ("tourism", "hotel")];
    let block = Block::new().plain(&[(1, 0, 0, tags)]).end();
    let reading = read(&file(&[block], Packing::Raw)).unwrap();
    assert_eq!(reading.features[0].tags, (&tags[..2]).map_owned());
}

#[test]
fn objects_too_large_for_any_map_are_skipped() {
    let long = vec![1; 100_001];
    let many = vec![(NODE, 1, ""); 100_001];
    let block = Block::new()
        .ways(&[(1, &long, ZOO), (2, &long, NONE)])
        .relation(3, &many, &[("type", "site"), ("tourism", "zoo")]);
    let reading = read(&file(&[block.end()], Packing::Zlib)).unwrap();
    assert!(reading.features.is_empty());
    assert_eq!(reading.skipped_counts(), [(Skipped::BadValue, 2)]);
}

#[test]
fn the_file_says_when_the_map_was_so() {
    let times = |seconds: i64| {
        let features = bytes(4, b"OsmSchema-V0.6");
        let content = [features, number(32, seconds as u64), number(33, 7)].concat();
        read(&blob("OSMHeader", &content, Packing::Zlib))
            .unwrap()
            .as_of
    };
    assert_eq!(
        times(1_636_320_088).as_deref(),
        Some("2021-11-07T21:21:28Z")
    );
    assert_eq!(times(i64::MAX), None);
}

#[test]
fn blobs_of_unknown_types_are_passed_over() {
    let mut bytes = header();
    bytes.extend(blob("Extra", b"\xff\xff", Packing::Raw));
    bytes.extend(file(&sample(), Packing::Zlib).split_off(header().len()));
    assert_eq!(found(&read(&bytes).unwrap()), sample_found());
    assert_eq!(read(&header()).unwrap(), Reading::default());
}

/// A blob of objects whose content is given as it stands in the file.
fn data(content: &[u8]) -> Vec<u8> {
    blob("OSMData", content, Packing::Zlib)
}

/// A group whose only object is this, in a block without strings but the empty one.
fn group(object: &[u8]) -> Vec<u8> {
    Block::new().group(object).end()
}

fn zlib_blob(says: u64, content: &[u8]) -> Vec<u8> {
    framed(
        "OSMData",
        &[number(2, says), bytes(3, &zlib(content))].concat(),
    )
}

/// Dense nodes of these fields.
fn dense(fields: &[Vec<u8>]) -> Vec<u8> {
    data(&group(&bytes(2, &fields.concat())))
}

#[rstest]
#[case::a_blob_without_data(framed("OSMData", &[]), "without data")]
#[case::lzma(framed("OSMData", &bytes(4, b"x")), "lzma")]
#[case::bzip2(framed("OSMData", &bytes(5, b"x")), "bzip2")]
#[case::zstd(framed("OSMData", &[number(2, 1), bytes(7, b"x")].concat()), "zstd")]
#[case::a_size_that_is_too_small(zlib_blob(10, &[0; 100]), "another size")]
#[case::a_size_that_is_too_large(zlib_blob(1000, &[0; 100]), "another size")]
#[case::a_size_of_nothing(zlib_blob(0, &[0; 100]), "does not say its size")]
#[case::a_bomb(zlib_blob(1000, &[0; 10_000_000]), "another size")]
#[case::a_bomb_that_says_so(zlib_blob(1 << 40, &[0; 100]), "1099511627776 bytes")]
#[case::zlib_data_that_is_none(framed("OSMData", &[number(2, 9), bytes(3, b"nonsense")].concat()), "zlib")]
#[case::lz4_data_that_is_none(framed("OSMData", &[number(2, 9), bytes(6, &[0x0f; 9])].concat()), "LZ4")]
#[case::lz4_data_that_says_more(framed("OSMData", &[number(2, 9), bytes(6, &[0x10, 7])].concat()), "another size")]
#[case::a_field_beyond_the_end(data(&[0x0a, 0x7f, 1]), "ends after the end")]
#[case::a_number_without_end(data(&[0x88, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), "64 bits")]
#[case::more_strings_than_any_block_has(
    data(&bytes(1, &bytes(1, b"").repeat((1 << 21) + 1))), "more strings")]
#[case::a_step_of_nothing(data(&Block::new().with(number(17, 0)).end()), "steps of nothing")]
#[case::a_step_backwards(data(&Block::new().with(number(17, u64::MAX)).end()), "steps of nothing")]
#[case::kinds_mixed_in_a_group(
    data(&group(&[bytes(3, &number(1, 1)), bytes(4, &number(1, 1))].concat())), "several kinds")]
#[case::a_way_without_an_id(data(&group(&bytes(3, &[]))), "way without an id")]
#[case::a_relation_without_an_id(data(&group(&bytes(4, &[]))), "relation without an id")]
#[case::a_node_without_a_place(data(&group(&bytes(1, &number(1, 2)))), "without an id, a latitude")]
#[case::a_key_without_a_value(
    data(&group(&bytes(3, &[number(1, 1), packed(2, [0])].concat()))), "as many values as keys")]
#[case::a_tag_of_no_string(
    data(&group(&bytes(3, &[number(1, 1), packed(2, [0]), packed(3, [7])].concat()))), "does not have")]
#[case::a_tag_of_a_string_of_64_bits(
    data(&group(&bytes(3, &[number(1, 1), packed(2, [u64::MAX]), packed(3, [0])].concat()))), "does not have")]
#[case::ids_beyond_64_bits(dense(&[packed(1, [zigzag(i64::MAX), zigzag(1)])]), "64 bits")]
#[case::tags_of_more_nodes_than_there_are(dense(&[deltas(1, &[1]), packed(10, [0, 0])]), "another number of nodes")]
#[case::tags_cut_short(dense(&[deltas(1, &[1]), packed(10, [1])]), "ends after the end")]
#[case::ids_given_twice(dense(&[deltas(1, &[1]), deltas(1, &[2])]), "comes twice")]
#[case::ids_that_are_not_packed(dense(&[number(1, 1)]), "should be bytes")]
#[case::a_billion_nodes_that_are_not_there(
    data(&group(&bytes(3, &[number(1, 1), varint(8 << 3 | 2), varint(1_000_000_000)].concat()))), "ends after the end")]
#[case::a_blob_of_a_gigabyte({
    let header = [bytes(1, b"OSMData"), number(3, 1 << 30)].concat();
    [(header.len() as u32).to_be_bytes().to_vec(), header].concat()
}, "1073741824 bytes")]
#[case::a_blob_longer_than_the_file({
    let mut blob = data(&Block::new().end());
    blob.pop();
    blob
}, "ends in the middle")]
#[case::a_header_of_a_megabyte([vec![0, 0x10, 0, 0], vec![0; 100]].concat(), "1048576 bytes")]
#[case::a_header_of_nothing(vec![0; 4], "no type or no size")]
#[case::half_a_length(vec![0; 3], "ends in the middle")]
fn a_damaged_file_is_refused_whole_naming_the_blob(#[case] damaged: Vec<u8>, #[case] why: &str) {
    let mut bytes = file(&sample(), Packing::Zlib);
    let byte = bytes.len();
    bytes.extend(damaged);
    let error = read(&bytes).unwrap_err().to_string();
    assert!(
        error.contains(&format!("byte {byte}")),
        "{error} is not at {byte}"
    );
    assert!(error.contains(why), "{error}");
}

/// An object that is kept, so that all of it is read.
fn kept(field: u64, of: &[Vec<u8>]) -> Vec<u8> {
    let mut block = Block::new();
    let (tourism, zoo) = (block.string("tourism"), block.string("zoo"));
    let tags = [packed(2, [tourism]), packed(3, [zoo])];
    let object = [vec![number(1, 1)], tags.to_vec(), of.to_vec()]
        .concat()
        .concat();
    data(&block.group(&bytes(field, &object)).end())
}

#[rstest]
#[case::nodes_beyond_64_bits(kept(3, &[packed(8, [zigzag(i64::MIN), zigzag(-1)])]), "64 bits")]
#[case::fewer_coordinates_than_nodes(
    kept(3, &[deltas(8, &[1, 2]), deltas(9, &[1]), deltas(10, &[1, 2])]), "as many coordinates")]
#[case::fewer_roles_than_members(kept(4, &[deltas(9, &[1]), packed(10, [0])]), "as many roles")]
#[case::a_role_of_no_string(kept(4, &[packed(8, [9]), deltas(9, &[1]), packed(10, [0])]), "does not have")]
#[case::a_member_of_no_type(kept(4, &[packed(8, [0]), deltas(9, &[1]), packed(10, [3])]), "type that does not exist")]
fn what_is_damaged_in_an_object_that_is_kept_is_told(#[case] damaged: Vec<u8>, #[case] why: &str) {
    let error = read(&[header(), damaged].concat()).unwrap_err().to_string();
    assert!(
        error.contains(&format!("byte {}", header().len())),
        "{error}"
    );
    assert!(error.contains(why), "{error}");
}

#[rstest]
#[case::an_empty_file(b"", "it is empty")]
#[case::two_letters(b"hi", "no OpenStreetMap PBF")]
#[case::text(b"id,name,lat,lon\n1,Zoo,52,0\n", "no OpenStreetMap PBF")]
#[case::xml(b"<?xml version='1.0'?><osm></osm>", "looks like XML")]
#[case::json(b"{\"elements\":[]}", "looks like JSON")]
#[case::gzip(b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "compressed with gzip")]
#[case::bzip2(b"BZh91AY&SY", "compressed with bzip2")]
#[case::a_zip_archive(b"PK\x03\x04....", "ZIP archive")]
#[case::zeros(&[0; 100], "no OpenStreetMap PBF")]
#[case::objects_first(&blob("OSMData", b"", Packing::Raw), "its first blob is \"OSMData\"")]
#[case::a_hostile_name(&blob("\u{1b}[31m\u{202e}", b"", Packing::Raw), "\"\\x1b[31m\\xe2\\x80\\xae\"")]
#[case::an_unknown_feature(&header_with(&["OsmSchema-V0.6", "Pleats\n"]), "\"Pleats\\n\"")]
#[case::history(&header_with(&["OsmSchema-V0.6", "HistoricalInformation"]), "whole history")]
fn what_is_no_extract_is_refused_at_its_first_byte(#[case] bytes: &[u8], #[case] why: &str) {
    let error = read(bytes).unwrap_err().to_string();
    assert!(error.contains("byte 0"), "{error}");
    assert!(error.contains(why), "{error}");
}

#[rstest]
#[case::long_tags_on_very_many_nodes({
    let nodes = vec![(1, 0, 0, ZOO); 700_000];
    vec![Block::new().dense(&nodes).end()]
})]
#[case::many_blobs_of_long_ways({
    let long = vec![1; 90_000];
    let ways = vec![(1, &long[..], ZOO); 60];
    vec![Block::new().ways(&ways).end(); 4]
})]
#[case::relations_that_all_ask_for_the_same_long_ways({
    // The node is not in the file, which makes this quick to read, but not to be counted on.
    let long = vec![5; 90_000];
    let ways: Vec<(i64, &[i64], Tags<'_>)> = (1..=10).map(|id| (id, &long[..], NONE)).collect();
    let members: Vec<(u64, i64, &str)> = (1..=10).map(|id| (WAY, id, "")).collect();
    let mut relations = Block::new();
    for id in 1..100 {
        relations = relations.relation(id, &members, &[("type", AREA), ("tourism", "zoo")]);
    }
    vec![corners(&[(0, 0)]), Block::new().ways(&ways).end(), relations.end()]
})]
fn a_file_made_to_take_all_memory_or_time_is_refused(#[case] blocks: Vec<Vec<u8>>) {
    let error = read(&file(&blocks, Packing::Zlib)).unwrap_err();
    assert!(matches!(error, ImportError::TooMuch { .. }), "{error}");
}

#[test]
fn a_reading_tells_how_far_it_is_and_can_be_stopped() {
    let bytes = file(&sample(), Packing::Zlib);
    let path = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(path.path(), &bytes).unwrap();
    let handle = File::open(path.path()).unwrap();
    let last = AtomicU64::new(0);
    let forward = |read: u64| last.fetch_max(read, Ordering::Relaxed) <= read;
    read_osm_pbf(&handle, &Outings, &forward).unwrap();
    assert_eq!(last.into_inner(), bytes.len() as u64);
    for stop in [1, 100, 300] {
        let stopped = read_osm_pbf(&handle, &Outings, &|read| read < stop);
        assert!(
            matches!(stopped, Err(ImportError::Interrupted)),
            "{stopped:?}"
        );
    }
}

#[test]
fn a_file_cut_short_anywhere_is_refused_or_ends_between_two_blobs() {
    for packing in [Packing::Raw, Packing::Zlib, Packing::Lz4] {
        let bytes = file(&sample(), packing);
        let whole = (0..bytes.len())
            .filter(|end| read(&bytes[..*end]).is_ok())
            .count();
        // After the header and after each block but the last.
        assert_eq!(whole, 4, "{packing:?}");
    }
}

#[rstest]
#[case::any_bit(Packing::Raw, 1)]
#[case::a_bit_of_any_byte(Packing::Zlib, 9)]
#[case::a_bit_of_any_byte(Packing::Lz4, 9)]
fn a_file_with_a_bit_turned_is_read_or_refused(#[case] packing: Packing, #[case] step: usize) {
    let mut bytes = file(&sample(), packing);
    for bit in (0..bytes.len() * 8).step_by(step) {
        bytes[bit / 8] ^= 1 << (bit % 8);
        let _ = read(&bytes);
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
}

fn nonsense() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        (1..34_u64, any::<u64>()).prop_map(|(field, value)| number(field, value)),
        (1..34_u64, any::<Vec<u8>>()).prop_map(|(field, value)| bytes(field, &value)),
        (1..11_u64, prop::collection::vec(0..20_u64, 0..9))
            .prop_map(|(field, of)| packed(field, of)),
    ];
    leaf.prop_recursive(3, 40, 6, |inner| {
        (1..5_u64, prop::collection::vec(inner, 0..6))
            .prop_map(|(field, fields)| bytes(field, &fields.concat()))
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        prop_assert!(read(&bytes).is_err());
        let _ = read(&[header(), bytes].concat());
    }

    #[test]
    fn any_fields_are_read_or_refused(
        fields in prop::collection::vec(nonsense(), 0..8), tail in prop::collection::vec(nonsense(), 0..4),
    ) {
        let mut block = Block::new();
        block.string("tourism");
        let _ = read(&file(&[block.group(&fields.concat()).with(tail.concat()).end()], Packing::Raw));
        let _ = read(&file(&[fields.concat()], Packing::Raw));
    }

    #[test]
    fn a_map_gives_the_same_however_it_is_cut_and_ordered(
        nodes in prop::collection::btree_map(1..60_i64, (-90..=90_i64, -180..=180_i64, any::<bool>()), 0..20),
        ways in prop::collection::btree_map(1..60_i64, (prop::collection::vec(1..60_i64, 0..6), any::<bool>()), 0..8),
        relations in prop::collection::btree_map(
            1..60_i64, (prop::collection::vec((0..3_u64, 1..60_i64), 0..6), 0..3_usize), 0..5),
        seed: u64,
    ) {
        let nodes: Vec<_> = nodes
            .iter()
            .map(|(id, (lat, lon, zoo))| (*id, lat * 10_000_000, lon * 10_000_000, if *zoo { ZOO } else { HOUSE }))
            .collect();
        let ways: Vec<_> = ways
            .iter()
            .map(|(id, (of, zoo))| (*id, &of[..], if *zoo { ZOO } else { NONE }))
            .collect();
        let relate = |mut block: Block| {
            for (id, (members, kind)) in &relations {
                let members: Vec<_> = members.iter().map(|(what, id)| (*what, *id, "outer")).collect();
                block = block.relation(*id, &members, &[("type", [AREA, "site", "route"][*kind]), ("tourism", "x")]);
            }
            block
        };
        let one = Block::new().dense(&nodes).ways(&ways);
        let whole = read(&file(&[relate(one).end()], Packing::Raw)).unwrap();
        let mut blocks: Vec<Vec<u8>> = nodes.chunks(3).map(|nodes| Block::new().plain(nodes).end()).collect();
        blocks.extend(ways.chunks(2).map(|ways| Block::new().ways(ways).end()));
        blocks.push(relate(Block::new()).end());
        let sorted = read(&file(&blocks, Packing::Lz4)).unwrap();
        prop_assert_eq!(&sorted, &whole);
        // Anything but sorted.
        let count = blocks.len();
        blocks.rotate_left(seed as usize % count);
        let mut turned = read(&file(&blocks, Packing::Zlib)).unwrap();
        let by_source = |reading: &mut Reading| {
            reading.features.sort_by(|a, b| a.source.cmp(&b.source));
            // The first three that could not be used are others.
            reading.skipped.values_mut().for_each(|left| left.examples.clear());
        };
        let mut whole = whole;
        by_source(&mut turned);
        by_source(&mut whole);
        prop_assert_eq!(&turned, &whole);
    }
}

/// Keeps every object that has a name, to be compared with what osmium finds.
struct Named;

impl TagFilter for Named {
    fn may_matter(&self, key: &str, _: &str) -> bool {
        key == "name"
    }

    fn keeps(&self, tags: &[(&str, &str)]) -> bool {
        tags.iter().any(|(key, _)| *key == "name")
    }
}

/// Opens a real extract, if it is here.
#[expect(clippy::print_stdout, reason = "a test that does not run must say so")]
fn real(name: &str) -> Option<File> {
    let path = format!("{}/../shared/osm/{name}", env!("CARGO_MANIFEST_DIR"));
    let file = File::open(path).ok();
    if file.is_none() {
        println!("skipped: ../shared/osm/{name} is not here");
    }
    file
}

#[rstest]
#[case::rutland("rutland-2018.osm.pbf", 113_647 + 10_476 + 234, 721 + 2_456 + 165, "2018-02-27T21:43:02Z")]
#[case::the_isle_of_man("isle-of-man-2021.osm.pbf", 437_114 + 52_596 + 390, 3_094 + 6_206 + 149, "2021-11-07T21:21:28Z")]
fn a_real_extract_is_read_whole(
    #[case] name: &str,
    #[case] objects: u64,
    #[case] named: u64,
    #[case] as_of: &str,
) {
    let Some(file) = real(name) else { return };
    let reading = read_osm_pbf(&file, &Named, &|_| true).unwrap();
    let skipped: u64 = reading.skipped.values().map(|left| left.count).sum();
    let told = reading.skipped.values().flat_map(|left| &left.examples);
    assert!(told.clone().count() == 3 && told.into_iter().all(|one| one.contains("relation/")));
    assert_eq!(reading.objects, objects);
    assert_eq!(reading.features.len() as u64 + skipped, named);
    assert_eq!(reading.as_of.as_deref(), Some(as_of));
    // Of the extracts' relations, some have members elsewhere; all else is there.
    let relation = |feature: &&Feature| feature.source.starts_with("relation/");
    let relations = reading.features.iter().filter(relation).count() as u64;
    assert!(
        skipped < relations,
        "{skipped} of {relations} have no position"
    );
    assert!(
        reading
            .skipped
            .keys()
            .all(|why| *why == Skipped::MissingParts)
    );
}

/// Positions as osmium's own areas and lines have them, worked out with GEOS: its outer rings' centroid.
#[rstest]
#[case::a_node("isle-of-man-2021", "node/321579844", "Curraghs Wildlife Park", (54.316_241_7, -4.512_564_6), 0)]
#[case::the_same_park_s_area("isle-of-man-2021", "way/39658905", "The Curraghs Wildlife Park", (54.318_084_51, -4.513_890_17), 28)]
#[case::a_castle_with_a_wall("isle-of-man-2021", "way/38301009", "Castle Rushen", (54.073_796_94, -4.652_912_88), 50)]
#[case::a_wheel("isle-of-man-2021", "way/335683073", "Laxey Wheel", (54.238_622_94, -4.407_364_05), 7)]
#[case::a_bridge_that_is_a_line("isle-of-man-2021", "way/25987744", "Monk's Bridge", (54.101_078_4, -4.632_264_3), 0)]
#[case::a_fort_of_several_ways("isle-of-man-2021", "relation/11304320", "Derby Fort", (54.075_035_71, -4.605_088_75), 20)]
#[case::a_castle("rutland-2018", "way/417617998", "Oakham Castle", (52.670_957_04, -0.727_428_30), 9)]
#[case::a_lagoon_of_many_ways("rutland-2018", "relation/1299851", "Lagoon 1", (52.654_156_15, -0.696_485_38), 300)]
#[case::gardens("rutland-2018", "relation/2430635", "Barnsdale Gardens", (52.687_394_25, -0.651_710_24), 13)]
fn a_place_of_a_real_extract_is_where_osmium_finds_it(
    #[case] file: &str,
    #[case] source: &str,
    #[case] name: &str,
    #[case] position: (f64, f64),
    #[case] around: usize,
) {
    let Some(file) = real(&format!("{file}.osm.pbf")) else {
        return;
    };
    let reading = read_osm_pbf(&file, &Named, &|_| true).unwrap();
    let mut features = reading.features.iter();
    let found = features.find(|feature| feature.source == source).unwrap();
    assert_eq!(found.tag("name"), Some(name));
    let metres = found
        .position
        .distance_km(Position::new(position.0, position.1).unwrap())
        * 1e3;
    assert!(metres < 0.05, "{metres} m off");
    assert_eq!(found.outline.iter().map(Vec::len).sum::<usize>(), around);
}

#[test]
fn a_real_extract_cut_short_or_with_a_byte_changed_is_refused() {
    let Some(mut file) = real("rutland-2018.osm.pbf") else {
        return;
    };
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
    for part in 1..8 {
        let end = bytes.len() * part / 8;
        assert!(matches!(
            read(&bytes[..end]),
            Err(ImportError::Damaged { .. })
        ));
        bytes[end] ^= 0x10;
        assert!(
            matches!(read(&bytes), Err(ImportError::Damaged { .. })),
            "{end}"
        );
        bytes[end] ^= 0x10;
    }
}
