"""What organisers do with papers: have one made, write texts for the booklet."""
