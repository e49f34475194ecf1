-- DropIndex
DROP INDEX "Thread_workspaceId_contactId_lastAt_idx";

-- DropIndex
DROP INDEX "Thread_workspaceId_numberId_lastAt_idx";

-- DropIndex
DROP INDEX "Thread_contactId_idx";

-- CreateIndex
CREATE INDEX "Thread_contactId_workspaceId_idx" ON "Thread"("contactId", "workspaceId");

-- CreateIndex
CREATE INDEX "Thread_workspaceId_numberId_idx" ON "Thread"("workspaceId", "numberId");
