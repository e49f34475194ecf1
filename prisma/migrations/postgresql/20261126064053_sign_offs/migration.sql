-- AlterTable
ALTER TABLE "ApprovalPolicy" ADD COLUMN     "required" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ApprovalRequest" ADD COLUMN     "authorIds" JSONB,
ADD COLUMN     "decidedUnder" JSONB,
ADD COLUMN     "remindedAt" TIMESTAMP(3),
ADD COLUMN     "staleCause" JSONB,
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "titleKey" TEXT NOT NULL DEFAULT '';

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
    "markedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "StaleMark_pkey" PRIMARY KEY ("workspaceId","subjectKind","subjectId")
);

-- CreateIndex
CREATE INDEX "StaleMark_workspaceId_ownerMemberId_idx" ON "StaleMark"("workspaceId", "ownerMemberId");

-- CreateIndex
CREATE INDEX "StaleMark_workspaceId_causeKind_causeId_idx" ON "StaleMark"("workspaceId", "causeKind", "causeId");

-- CreateIndex
CREATE INDEX "ApprovalRequest_state_expiresAt_idx" ON "ApprovalRequest"("state", "expiresAt");
