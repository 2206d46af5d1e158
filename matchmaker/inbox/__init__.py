"""What comes back by mail: read with bounds, understood without a database, then stored and acted upon."""
