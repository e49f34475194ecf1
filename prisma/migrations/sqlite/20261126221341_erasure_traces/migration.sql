-- AlterTable
ALTER TABLE "Erasure" ADD COLUMN "reference" TEXT;
ALTER TABLE "Erasure" ADD COLUMN "traces" TEXT;
