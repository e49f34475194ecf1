-- AlterTable
ALTER TABLE "EntryPointCheck" ADD COLUMN     "note" TEXT;

-- CreateTable
CREATE TABLE "CheckSchedule" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "waveId" TEXT,
    "scopeKey" TEXT NOT NULL,
    "everyHours" INTEGER NOT NULL,
    "nextAt" TIMESTAMP(3) NOT NULL,
    "lastBatchId" TEXT,
    "changedById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CheckSchedule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CheckSchedule_scopeKey_key" ON "CheckSchedule"("scopeKey");

-- CreateIndex
CREATE INDEX "CheckSchedule_nextAt_idx" ON "CheckSchedule"("nextAt");

-- CreateIndex
CREATE INDEX "CheckSchedule_workspaceId_idx" ON "CheckSchedule"("workspaceId");
