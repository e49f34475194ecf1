-- AlterTable
ALTER TABLE "EntryPointCheck" ADD COLUMN "note" TEXT;

-- CreateTable
CREATE TABLE "CheckSchedule" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "waveId" TEXT,
    "scopeKey" TEXT NOT NULL,
    "everyHours" INTEGER NOT NULL,
    "nextAt" DATETIME NOT NULL,
    "lastBatchId" TEXT,
    "changedById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "CheckSchedule_scopeKey_key" ON "CheckSchedule"("scopeKey");

-- CreateIndex
CREATE INDEX "CheckSchedule_nextAt_idx" ON "CheckSchedule"("nextAt");

-- CreateIndex
CREATE INDEX "CheckSchedule_workspaceId_idx" ON "CheckSchedule"("workspaceId");
