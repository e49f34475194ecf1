-- AlterTable
ALTER TABLE "DuplicateScan" ADD COLUMN "claimedUntil" DATETIME;
ALTER TABLE "DuplicateScan" ADD COLUMN "startedById" TEXT;
