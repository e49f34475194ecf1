-- AlterTable
ALTER TABLE "DuplicateScan" ADD COLUMN     "claimedUntil" TIMESTAMP(3),
ADD COLUMN     "startedById" TEXT;
