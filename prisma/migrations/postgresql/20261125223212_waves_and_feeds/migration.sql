-- AlterTable
ALTER TABLE "Wave" ADD COLUMN     "overridden" JSONB,
ADD COLUMN     "rollbackAt" TIMESTAMP(3),
ADD COLUMN     "rollbackReason" TEXT;

-- AlterTable
ALTER TABLE "CalendarFeed" ADD COLUMN     "hint" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "lastReadAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "WaveStep" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "waveId" TEXT,
    "entryPointId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT,
    "byId" TEXT,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WaveStep_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "WaveStep_workspaceId_waveId_entryPointId_at_idx" ON "WaveStep"("workspaceId", "waveId", "entryPointId", "at");

-- CreateIndex
CREATE INDEX "WaveStep_workspaceId_entryPointId_at_idx" ON "WaveStep"("workspaceId", "entryPointId", "at");
