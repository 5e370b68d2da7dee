"""Pictures of the author: their sizes, smaller copies, covers."""
