-- AlterTable
ALTER TABLE "PhoneException" ADD COLUMN "archivedAt" DATETIME;
ALTER TABLE "PhoneException" ADD COLUMN "variation" TEXT;
