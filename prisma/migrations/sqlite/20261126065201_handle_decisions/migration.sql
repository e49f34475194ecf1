-- AlterTable
ALTER TABLE "Portfolio" ADD COLUMN "graphTokenAt" DATETIME;
ALTER TABLE "Portfolio" ADD COLUMN "graphTokenCipher" TEXT;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Handle" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "numberId" TEXT NOT NULL,
    "standsFor" TEXT,
    "purpose" TEXT,
    "state" TEXT NOT NULL DEFAULT 'deciding',
    "approvedName" TEXT,
    "metaState" TEXT NOT NULL DEFAULT 'none',
    "metaName" TEXT,
    "metaCheckedAt" DATETIME,
    "metaProblem" JSONB,
    "metaAskAt" DATETIME,
    "routing" TEXT NOT NULL DEFAULT 'direct',
    "layerWorkflowId" TEXT,
    "routingNote" TEXT,
    "ownerMemberId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);
INSERT INTO "new_Handle" ("approvedName", "createdAt", "id", "metaCheckedAt", "metaName", "metaState", "numberId", "ownerMemberId", "purpose", "standsFor", "state", "updatedAt", "version", "workspaceId") SELECT "approvedName", "createdAt", "id", "metaCheckedAt", "metaName", "metaState", "numberId", "ownerMemberId", "purpose", "standsFor", "state", "updatedAt", "version", "workspaceId" FROM "Handle";
DROP TABLE "Handle";
ALTER TABLE "new_Handle" RENAME TO "Handle";
CREATE UNIQUE INDEX "Handle_numberId_key" ON "Handle"("numberId");
CREATE INDEX "Handle_workspaceId_idx" ON "Handle"("workspaceId");
CREATE TABLE "new_Poll" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "handleId" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "content" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'open',
    "dueAt" DATETIME,
    "openedById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completedAt" DATETIME,
    CONSTRAINT "Poll_handleId_fkey" FOREIGN KEY ("handleId") REFERENCES "Handle" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Poll" ("completedAt", "contentHash", "createdAt", "dueAt", "handleId", "id", "openedById", "state", "workspaceId") SELECT "completedAt", "contentHash", "createdAt", "dueAt", "handleId", "id", "openedById", "state", "workspaceId" FROM "Poll";
DROP TABLE "Poll";
ALTER TABLE "new_Poll" RENAME TO "Poll";
CREATE INDEX "Poll_workspaceId_state_idx" ON "Poll"("workspaceId", "state");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
