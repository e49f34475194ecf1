-- AlterTable
ALTER TABLE "Conflict" ADD COLUMN     "firstSeenAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'unknown',
ADD COLUMN     "lastSeenAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "proposal" TEXT NOT NULL DEFAULT 'unknown';

-- CreateTable
CREATE TABLE "ConflictMention" (
    "conflictId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "ConflictMention_pkey" PRIMARY KEY ("conflictId","kind","value")
);

-- CreateIndex
CREATE INDEX "ConflictMention_workspaceId_kind_value_idx" ON "ConflictMention"("workspaceId", "kind", "value");

-- CreateIndex
CREATE INDEX "Conflict_workspaceId_state_lastSeenAt_id_idx" ON "Conflict"("workspaceId", "state", "lastSeenAt", "id");

-- CreateIndex
CREATE INDEX "Conflict_workspaceId_lastSeenAt_id_idx" ON "Conflict"("workspaceId", "lastSeenAt", "id");

-- AddForeignKey
ALTER TABLE "ConflictMention" ADD CONSTRAINT "ConflictMention_conflictId_fkey" FOREIGN KEY ("conflictId") REFERENCES "Conflict"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Conflicts that are there already: what disagrees, when it was seen, and whom it names. Of their events the first and the last are known.
UPDATE "Conflict" SET
  "kind" = COALESCE("identifiers"->>'kind', 'unknown'),
  "proposal" = COALESCE("identifiers"->'proposal'->>'kind', 'unknown'),
  "firstSeenAt" = COALESCE((SELECT e."at" FROM "Event" e WHERE e."id" = "Conflict"."firstEventId"), "createdAt"),
  "lastSeenAt" = COALESCE((SELECT e."at" FROM "Event" e WHERE e."id" = "Conflict"."lastEventId"), "updatedAt");
INSERT INTO "ConflictMention" ("conflictId", "workspaceId", "kind", "value")
  SELECT c."id", c."workspaceId", 'contact', j."value" FROM "Conflict" c, jsonb_array_elements_text(c."candidates") AS j("value")
  UNION SELECT "id", "workspaceId", 'contact', "contactId" FROM "Conflict" WHERE "contactId" IS NOT NULL
  UNION SELECT "id", "workspaceId", 'contact', "otherId" FROM "Conflict" WHERE "otherId" IS NOT NULL
  UNION SELECT "id", "workspaceId", 'event', "firstEventId" FROM "Conflict"
  UNION SELECT "id", "workspaceId", 'event', "lastEventId" FROM "Conflict"
  UNION SELECT "id", "workspaceId", 'phone', "identifiers"->>'phone' FROM "Conflict" WHERE "identifiers"->>'phone' IS NOT NULL
  UNION SELECT "id", "workspaceId", 'bsuid', "identifiers"->>'bsuid' FROM "Conflict" WHERE "identifiers"->>'bsuid' IS NOT NULL
  UNION SELECT "id", "workspaceId", 'parent_bsuid', "identifiers"->>'parentBsuid' FROM "Conflict" WHERE "identifiers"->>'parentBsuid' IS NOT NULL
  UNION SELECT "id", "workspaceId", 'username', lower("identifiers"->>'username') FROM "Conflict" WHERE "identifiers"->>'username' IS NOT NULL;
