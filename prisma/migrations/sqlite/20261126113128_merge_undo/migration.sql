-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Merge" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "survivorId" TEXT NOT NULL,
    "mergedId" TEXT NOT NULL,
    "picks" JSONB NOT NULL,
    "snapshot" JSONB NOT NULL,
    "acknowledged" TEXT,
    "note" TEXT,
    "state" TEXT NOT NULL DEFAULT 'done',
    "undoReport" JSONB,
    "crmState" TEXT NOT NULL DEFAULT 'not_needed',
    "crmKeptId" TEXT,
    "crmMergedId" TEXT,
    "crmDoneById" TEXT,
    "crmDoneAt" DATETIME,
    "mergedById" TEXT,
    "undoneById" TEXT,
    "undoneAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "new_Merge" ("acknowledged", "createdAt", "crmState", "id", "mergedById", "mergedId", "picks", "snapshot", "state", "survivorId", "undoneAt", "undoneById", "workspaceId") SELECT "acknowledged", "createdAt", "crmState", "id", "mergedById", "mergedId", "picks", "snapshot", "state", "survivorId", "undoneAt", "undoneById", "workspaceId" FROM "Merge";
DROP TABLE "Merge";
ALTER TABLE "new_Merge" RENAME TO "Merge";
CREATE INDEX "Merge_workspaceId_createdAt_idx" ON "Merge"("workspaceId", "createdAt");
CREATE INDEX "Merge_workspaceId_state_id_idx" ON "Merge"("workspaceId", "state", "id");
CREATE INDEX "Merge_workspaceId_crmState_id_idx" ON "Merge"("workspaceId", "crmState", "id");
CREATE INDEX "Merge_workspaceId_survivorId_idx" ON "Merge"("workspaceId", "survivorId");
CREATE INDEX "Merge_workspaceId_mergedId_idx" ON "Merge"("workspaceId", "mergedId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
