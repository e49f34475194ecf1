-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_waveId_id_idx" ON "EntryPoint"("workspaceId", "archivedAt", "waveId", "id");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_ownerMemberId_ownerName_idx" ON "EntryPoint"("workspaceId", "archivedAt", "ownerMemberId", "ownerName");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_moveState_updateDate_idx" ON "EntryPoint"("workspaceId", "archivedAt", "moveState", "updateDate");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_risk_moveState_testResult_idx" ON "EntryPoint"("workspaceId", "archivedAt", "risk", "moveState", "testResult");
