-- CreateTable
CREATE TABLE "ConflictMention" (
    "conflictId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("conflictId", "kind", "value"),
    CONSTRAINT "ConflictMention_conflictId_fkey" FOREIGN KEY ("conflictId") REFERENCES "Conflict" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Conflict" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'unknown',
    "proposal" TEXT NOT NULL DEFAULT 'unknown',
    "portfolioId" TEXT,
    "numberId" TEXT,
    "contactId" TEXT,
    "otherId" TEXT,
    "candidates" JSONB NOT NULL,
    "identifiers" JSONB NOT NULL,
    "firstEventId" TEXT NOT NULL,
    "lastEventId" TEXT NOT NULL,
    "events" INTEGER NOT NULL DEFAULT 1,
    "firstSeenAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decision" TEXT,
    "decidedById" TEXT,
    "decidedAt" DATETIME,
    "note" TEXT,
    "assigneeId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);
INSERT INTO "new_Conflict" ("assigneeId", "candidates", "contactId", "createdAt", "decidedAt", "decidedById", "decision", "events", "firstEventId", "id", "identifiers", "key", "lastEventId", "note", "numberId", "otherId", "portfolioId", "rule", "state", "updatedAt", "version", "workspaceId") SELECT "assigneeId", "candidates", "contactId", "createdAt", "decidedAt", "decidedById", "decision", "events", "firstEventId", "id", "identifiers", "key", "lastEventId", "note", "numberId", "otherId", "portfolioId", "rule", "state", "updatedAt", "version", "workspaceId" FROM "Conflict";
DROP TABLE "Conflict";
ALTER TABLE "new_Conflict" RENAME TO "Conflict";
CREATE INDEX "Conflict_workspaceId_state_id_idx" ON "Conflict"("workspaceId", "state", "id");
CREATE INDEX "Conflict_workspaceId_state_lastSeenAt_id_idx" ON "Conflict"("workspaceId", "state", "lastSeenAt", "id");
CREATE INDEX "Conflict_workspaceId_lastSeenAt_id_idx" ON "Conflict"("workspaceId", "lastSeenAt", "id");
CREATE INDEX "Conflict_workspaceId_contactId_idx" ON "Conflict"("workspaceId", "contactId");
CREATE INDEX "Conflict_workspaceId_otherId_idx" ON "Conflict"("workspaceId", "otherId");
CREATE UNIQUE INDEX "Conflict_workspaceId_key_key" ON "Conflict"("workspaceId", "key");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "ConflictMention_workspaceId_kind_value_idx" ON "ConflictMention"("workspaceId", "kind", "value");

-- Conflicts that are there already: what disagrees, when it was seen, and whom it names. Of their events the first and the last are known.
UPDATE "Conflict" SET
  "kind" = COALESCE(json_extract("identifiers", '$.kind'), 'unknown'),
  "proposal" = COALESCE(json_extract("identifiers", '$.proposal.kind'), 'unknown'),
  "firstSeenAt" = COALESCE((SELECT e."at" FROM "Event" e WHERE e."id" = "Conflict"."firstEventId"), "createdAt"),
  "lastSeenAt" = COALESCE((SELECT e."at" FROM "Event" e WHERE e."id" = "Conflict"."lastEventId"), "updatedAt");
INSERT INTO "ConflictMention" ("conflictId", "workspaceId", "kind", "value")
  SELECT c."id", c."workspaceId", 'contact', j."value" FROM "Conflict" c, json_each(c."candidates") j WHERE j."type" = 'text'
  UNION SELECT "id", "workspaceId", 'contact', "contactId" FROM "Conflict" WHERE "contactId" IS NOT NULL
  UNION SELECT "id", "workspaceId", 'contact', "otherId" FROM "Conflict" WHERE "otherId" IS NOT NULL
  UNION SELECT "id", "workspaceId", 'event', "firstEventId" FROM "Conflict"
  UNION SELECT "id", "workspaceId", 'event', "lastEventId" FROM "Conflict"
  UNION SELECT "id", "workspaceId", 'phone', json_extract("identifiers", '$.phone') FROM "Conflict" WHERE json_extract("identifiers", '$.phone') IS NOT NULL
  UNION SELECT "id", "workspaceId", 'bsuid', json_extract("identifiers", '$.bsuid') FROM "Conflict" WHERE json_extract("identifiers", '$.bsuid') IS NOT NULL
  UNION SELECT "id", "workspaceId", 'parent_bsuid', json_extract("identifiers", '$.parentBsuid') FROM "Conflict" WHERE json_extract("identifiers", '$.parentBsuid') IS NOT NULL
  UNION SELECT "id", "workspaceId", 'username', lower(json_extract("identifiers", '$.username')) FROM "Conflict" WHERE json_extract("identifiers", '$.username') IS NOT NULL;
