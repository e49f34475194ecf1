-- DropIndex
DROP INDEX "SystemDependency_workspaceId_idx";

-- AlterTable
ALTER TABLE "SystemDependency" ADD COLUMN     "archivedAt" TIMESTAMP(3),
ADD COLUMN     "nameKey" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "mailState" TEXT NOT NULL DEFAULT 'off';

-- CreateIndex
CREATE INDEX "SystemDependency_workspaceId_archivedAt_nameKey_id_idx" ON "SystemDependency"("workspaceId", "archivedAt", "nameKey", "id");

-- CreateIndex
CREATE INDEX "Notification_mailState_createdAt_idx" ON "Notification"("mailState", "createdAt");
