-- CreateTable
CREATE TABLE "StaleMark" (
    "workspaceId" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "ownerMemberId" TEXT,
    "causeKind" TEXT NOT NULL,
    "causeId" TEXT NOT NULL,
    "causeTitle" TEXT NOT NULL,
    "markedAt" DATETIME NOT NULL,

    PRIMARY KEY ("workspaceId", "subjectKind", "subjectId")
);

-- AlterTable
-- Columns are added in place: making the table anew would delete the votes, which hang on it by a cascade.
ALTER TABLE "ApprovalPolicy" ADD COLUMN "required" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "ApprovalRequest" ADD COLUMN "authorIds" JSONB;
ALTER TABLE "ApprovalRequest" ADD COLUMN "decidedUnder" JSONB;
ALTER TABLE "ApprovalRequest" ADD COLUMN "remindedAt" DATETIME;
ALTER TABLE "ApprovalRequest" ADD COLUMN "staleCause" JSONB;
ALTER TABLE "ApprovalRequest" ADD COLUMN "title" TEXT NOT NULL DEFAULT '';
ALTER TABLE "ApprovalRequest" ADD COLUMN "titleKey" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "StaleMark_workspaceId_ownerMemberId_idx" ON "StaleMark"("workspaceId", "ownerMemberId");

-- CreateIndex
CREATE INDEX "StaleMark_workspaceId_causeKind_causeId_idx" ON "StaleMark"("workspaceId", "causeKind", "causeId");

-- CreateIndex
CREATE INDEX "ApprovalRequest_state_expiresAt_idx" ON "ApprovalRequest"("state", "expiresAt");
