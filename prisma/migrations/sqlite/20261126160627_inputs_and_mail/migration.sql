-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_SystemDependency" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL DEFAULT '',
    "dependsHow" TEXT NOT NULL,
    "whatBreaks" TEXT,
    "replacement" TEXT,
    "ownerMemberId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);
INSERT INTO "new_SystemDependency" ("createdAt", "dependsHow", "id", "ownerMemberId", "replacement", "state", "system", "updatedAt", "version", "whatBreaks", "workspaceId") SELECT "createdAt", "dependsHow", "id", "ownerMemberId", "replacement", "state", "system", "updatedAt", "version", "whatBreaks", "workspaceId" FROM "SystemDependency";
DROP TABLE "SystemDependency";
ALTER TABLE "new_SystemDependency" RENAME TO "SystemDependency";
CREATE INDEX "SystemDependency_workspaceId_archivedAt_nameKey_id_idx" ON "SystemDependency"("workspaceId", "archivedAt", "nameKey", "id");
CREATE TABLE "new_Notification" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectKind" TEXT,
    "subjectId" TEXT,
    "args" JSONB NOT NULL,
    "readAt" DATETIME,
    "mailState" TEXT NOT NULL DEFAULT 'off',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "new_Notification" ("args", "createdAt", "id", "kind", "memberId", "readAt", "subjectId", "subjectKind", "workspaceId") SELECT "args", "createdAt", "id", "kind", "memberId", "readAt", "subjectId", "subjectKind", "workspaceId" FROM "Notification";
DROP TABLE "Notification";
ALTER TABLE "new_Notification" RENAME TO "Notification";
CREATE INDEX "Notification_workspaceId_memberId_readAt_createdAt_idx" ON "Notification"("workspaceId", "memberId", "readAt", "createdAt");
CREATE INDEX "Notification_mailState_createdAt_idx" ON "Notification"("mailState", "createdAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
