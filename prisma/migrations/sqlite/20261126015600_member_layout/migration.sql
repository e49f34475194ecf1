-- CreateTable
CREATE TABLE "MemberLayout" (
    "memberId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "layout" JSONB NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("memberId", "list")
);

-- CreateIndex
CREATE INDEX "MemberLayout_workspaceId_idx" ON "MemberLayout"("workspaceId");
