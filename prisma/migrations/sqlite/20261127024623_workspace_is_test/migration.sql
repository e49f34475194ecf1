-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Workspace" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "zone" TEXT NOT NULL DEFAULT 'Europe/London',
    "bodyRetentionDays" INTEGER NOT NULL DEFAULT 30,
    "defaultCountry" TEXT NOT NULL DEFAULT 'GB',
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "isTest" BOOLEAN NOT NULL DEFAULT false,
    "calendarOwnerMemberId" TEXT,
    "autoMergeProvisional" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);
INSERT INTO "new_Workspace" ("autoMergeProvisional", "bodyRetentionDays", "calendarOwnerMemberId", "createdAt", "defaultCountry", "id", "isDemo", "name", "slug", "updatedAt", "version", "zone") SELECT "autoMergeProvisional", "bodyRetentionDays", "calendarOwnerMemberId", "createdAt", "defaultCountry", "id", "isDemo", "name", "slug", "updatedAt", "version", "zone" FROM "Workspace";
DROP TABLE "Workspace";
ALTER TABLE "new_Workspace" RENAME TO "Workspace";
CREATE UNIQUE INDEX "Workspace_slug_key" ON "Workspace"("slug");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
