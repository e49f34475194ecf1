-- AlterTable
ALTER TABLE "PhoneException" ADD COLUMN     "archivedAt" TIMESTAMP(3),
ADD COLUMN     "variation" TEXT;
