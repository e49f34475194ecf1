-- AlterTable
ALTER TABLE "Wave" ADD COLUMN "overridden" JSONB;
ALTER TABLE "Wave" ADD COLUMN "rollbackAt" DATETIME;
ALTER TABLE "Wave" ADD COLUMN "rollbackReason" TEXT;

-- CreateTable
CREATE TABLE "WaveStep" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "waveId" TEXT,
    "entryPointId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT,
    "byId" TEXT,
    "at" DATETIME NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_CalendarFeed" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "memberId" TEXT,
    "waveId" TEXT,
    "hint" TEXT NOT NULL DEFAULT '',
    "lastReadAt" DATETIME,
    "revokedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "new_CalendarFeed" ("createdAt", "id", "memberId", "revokedAt", "tokenHash", "waveId", "workspaceId") SELECT "createdAt", "id", "memberId", "revokedAt", "tokenHash", "waveId", "workspaceId" FROM "CalendarFeed";
DROP TABLE "CalendarFeed";
ALTER TABLE "new_CalendarFeed" RENAME TO "CalendarFeed";
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");
CREATE INDEX "CalendarFeed_workspaceId_idx" ON "CalendarFeed"("workspaceId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "WaveStep_workspaceId_waveId_entryPointId_at_idx" ON "WaveStep"("workspaceId", "waveId", "entryPointId", "at");

-- CreateIndex
CREATE INDEX "WaveStep_workspaceId_entryPointId_at_idx" ON "WaveStep"("workspaceId", "entryPointId", "at");
