-- CreateIndex
CREATE INDEX "Conflict_workspaceId_state_kind_lastSeenAt_id_idx" ON "Conflict"("workspaceId", "state", "kind", "lastSeenAt", "id");

-- CreateIndex
CREATE INDEX "Conflict_workspaceId_state_events_id_idx" ON "Conflict"("workspaceId", "state", "events", "id");
