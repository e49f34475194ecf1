-- AlterTable
ALTER TABLE "Erasure" ADD COLUMN     "reference" TEXT,
ADD COLUMN     "traces" TEXT;
