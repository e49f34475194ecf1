-- AlterTable
ALTER TABLE "Portfolio" ADD COLUMN     "graphTokenAt" TIMESTAMP(3),
ADD COLUMN     "graphTokenCipher" TEXT;

-- AlterTable
ALTER TABLE "Handle" ADD COLUMN     "layerWorkflowId" TEXT,
ADD COLUMN     "metaAskAt" TIMESTAMP(3),
ADD COLUMN     "metaProblem" JSONB,
ADD COLUMN     "routing" TEXT NOT NULL DEFAULT 'direct',
ADD COLUMN     "routingNote" TEXT;

-- AlterTable
ALTER TABLE "Poll" ADD COLUMN     "content" JSONB NOT NULL DEFAULT '{}';
