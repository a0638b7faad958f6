-- The migration before took the vector index along, and search was slow for two days.
CREATE INDEX idx_memories_embedding
    ON memories USING ivfflat (embedding vector_cosine_ops)
    WITH (lists = 50);
