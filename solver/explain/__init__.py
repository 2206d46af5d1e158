"""Why a request is not scheduled."""
