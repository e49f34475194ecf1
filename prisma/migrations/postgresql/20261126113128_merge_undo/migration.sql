-- AlterTable
ALTER TABLE "Merge" ADD COLUMN     "crmDoneAt" TIMESTAMP(3),
ADD COLUMN     "crmDoneById" TEXT,
ADD COLUMN     "crmKeptId" TEXT,
ADD COLUMN     "crmMergedId" TEXT,
ADD COLUMN     "note" TEXT,
ADD COLUMN     "undoReport" JSONB,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "Merge_workspaceId_state_id_idx" ON "Merge"("workspaceId", "state", "id");

-- CreateIndex
CREATE INDEX "Merge_workspaceId_crmState_id_idx" ON "Merge"("workspaceId", "crmState", "id");
