-- Similarity search over a thousand memories a person. Prisma has no words for ivfflat.
CREATE INDEX idx_memories_embedding
    ON memories USING ivfflat (embedding vector_cosine_ops)
    WITH (lists = 50);
