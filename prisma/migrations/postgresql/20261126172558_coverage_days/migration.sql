-- CreateTable
CREATE TABLE "CoverageDay" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "mapped" INTEGER NOT NULL,
    "exposed" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "mappedWithPhone" INTEGER NOT NULL,
    "duplicates" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CoverageDay_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CoverageDay_workspaceId_scope_day_key" ON "CoverageDay"("workspaceId", "scope", "day");
