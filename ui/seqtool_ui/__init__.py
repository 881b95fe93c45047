"""The desktop of seqtool."""
