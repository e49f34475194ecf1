-- DropIndex
DROP INDEX "TestRecord_runId_idx";

-- AlterTable
ALTER TABLE "LabTarget" ADD COLUMN     "archivedAt" TIMESTAMP(3),
ADD COLUMN     "sending" JSONB;

-- AlterTable
ALTER TABLE "TestPlan" ADD COLUMN     "nextAt" TIMESTAMP(3),
ADD COLUMN     "numberId" TEXT,
ADD COLUMN     "options" JSONB;

-- AlterTable
ALTER TABLE "TestRun" ADD COLUMN     "cases" JSONB,
ADD COLUMN     "datasetId" TEXT,
ADD COLUMN     "heldUntil" TIMESTAMP(3),
ADD COLUMN     "names" JSONB,
ADD COLUMN     "numberId" TEXT,
ADD COLUMN     "options" JSONB,
ADD COLUMN     "problem" TEXT,
ADD COLUMN     "reportCipher" TEXT,
ADD COLUMN     "reportHash" TEXT;

-- AlterTable
ALTER TABLE "TestRecord" ADD COLUMN     "faults" JSONB,
ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "result" TEXT NOT NULL DEFAULT 'untold',
ADD COLUMN     "sentence" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "subject" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "workflow" TEXT;

-- CreateTable
CREATE TABLE "LabReport" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "wamid" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "receivedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LabReport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LabReport_runId_wamid_idx" ON "LabReport"("runId", "wamid");

-- CreateIndex
CREATE UNIQUE INDEX "TestRun_reportHash_key" ON "TestRun"("reportHash");

-- CreateIndex
CREATE INDEX "TestRun_state_heldUntil_idx" ON "TestRun"("state", "heldUntil");

-- CreateIndex
CREATE INDEX "TestRecord_workspaceId_subject_createdAt_idx" ON "TestRecord"("workspaceId", "subject", "createdAt");

-- CreateIndex
CREATE INDEX "TestRecord_workspaceId_createdAt_idx" ON "TestRecord"("workspaceId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "TestRecord_runId_position_key" ON "TestRecord"("runId", "position");

-- AddForeignKey
ALTER TABLE "LabReport" ADD CONSTRAINT "LabReport_runId_fkey" FOREIGN KEY ("runId") REFERENCES "TestRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;
