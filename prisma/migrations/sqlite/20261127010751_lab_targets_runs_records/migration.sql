-- AlterTable
ALTER TABLE "LabTarget" ADD COLUMN "archivedAt" DATETIME;
ALTER TABLE "LabTarget" ADD COLUMN "sending" JSONB;

-- AlterTable
ALTER TABLE "TestPlan" ADD COLUMN "nextAt" DATETIME;
ALTER TABLE "TestPlan" ADD COLUMN "numberId" TEXT;
ALTER TABLE "TestPlan" ADD COLUMN "options" JSONB;

-- CreateTable
CREATE TABLE "LabReport" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "wamid" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "receivedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "LabReport_runId_fkey" FOREIGN KEY ("runId") REFERENCES "TestRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_TestRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "planId" TEXT,
    "targetId" TEXT,
    "datasetId" TEXT,
    "numberId" TEXT,
    "cases" JSONB,
    "options" JSONB,
    "names" JSONB,
    "problem" TEXT,
    "heldUntil" DATETIME,
    "reportHash" TEXT,
    "reportCipher" TEXT,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "passed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "startedById" TEXT,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    CONSTRAINT "TestRun_planId_fkey" FOREIGN KEY ("planId") REFERENCES "TestPlan" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_TestRun" ("endedAt", "failed", "id", "passed", "planId", "startedAt", "startedById", "state", "targetId", "total", "workspaceId") SELECT "endedAt", "failed", "id", "passed", "planId", "startedAt", "startedById", "state", "targetId", "total", "workspaceId" FROM "TestRun";
DROP TABLE "TestRun";
ALTER TABLE "new_TestRun" RENAME TO "TestRun";
CREATE UNIQUE INDEX "TestRun_reportHash_key" ON "TestRun"("reportHash");
CREATE INDEX "TestRun_workspaceId_startedAt_idx" ON "TestRun"("workspaceId", "startedAt");
CREATE INDEX "TestRun_planId_idx" ON "TestRun"("planId");
CREATE INDEX "TestRun_state_heldUntil_idx" ON "TestRun"("state", "heldUntil");
CREATE TABLE "new_TestRecord" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "caseId" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "subject" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "result" TEXT NOT NULL DEFAULT 'untold',
    "workflow" TEXT,
    "sentence" TEXT NOT NULL DEFAULT '',
    "faults" JSONB,
    "variation" TEXT NOT NULL,
    "expected" JSONB NOT NULL,
    "actual" JSONB NOT NULL,
    "errorBehaviour" TEXT,
    "rightCustomer" TEXT,
    "rightWorkflow" TEXT,
    "clearError" TEXT,
    "evidence" JSONB NOT NULL,
    "ownerId" TEXT,
    "fixState" TEXT NOT NULL DEFAULT 'none',
    "closedByRunId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "TestRecord_runId_fkey" FOREIGN KEY ("runId") REFERENCES "TestRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_TestRecord" ("actual", "caseId", "clearError", "closedByRunId", "createdAt", "errorBehaviour", "evidence", "expected", "fixState", "id", "ownerId", "rightCustomer", "rightWorkflow", "runId", "updatedAt", "variation", "version", "workspaceId") SELECT "actual", "caseId", "clearError", "closedByRunId", "createdAt", "errorBehaviour", "evidence", "expected", "fixState", "id", "ownerId", "rightCustomer", "rightWorkflow", "runId", "updatedAt", "variation", "version", "workspaceId" FROM "TestRecord";
DROP TABLE "TestRecord";
ALTER TABLE "new_TestRecord" RENAME TO "TestRecord";
CREATE INDEX "TestRecord_workspaceId_fixState_idx" ON "TestRecord"("workspaceId", "fixState");
CREATE INDEX "TestRecord_workspaceId_subject_createdAt_idx" ON "TestRecord"("workspaceId", "subject", "createdAt");
CREATE INDEX "TestRecord_workspaceId_createdAt_idx" ON "TestRecord"("workspaceId", "createdAt");
CREATE UNIQUE INDEX "TestRecord_runId_position_key" ON "TestRecord"("runId", "position");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "LabReport_runId_wamid_idx" ON "LabReport"("runId", "wamid");
