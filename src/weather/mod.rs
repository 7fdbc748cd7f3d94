//! Weather: forecasts from services, and the climate normals behind them.
