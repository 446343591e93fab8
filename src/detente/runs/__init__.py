"""Reading whole archives: cut into shards, each finished once, on one machine or many, into partitioned Parquet."""
