-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Workspace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "zone" TEXT NOT NULL DEFAULT 'Europe/London',
    "bodyRetentionDays" INTEGER NOT NULL DEFAULT 30,
    "defaultCountry" TEXT NOT NULL DEFAULT 'GB',
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "calendarOwnerMemberId" TEXT,
    "autoMergeProvisional" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "oidcSubject" TEXT,
    "disabledAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "disabledAt" TIMESTAMP(3),
    "delegateId" TEXT,
    "delegateUntil" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MemberRole" (
    "memberId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "MemberRole_pkey" PRIMARY KEY ("memberId","role")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "endedReason" TEXT,
    "address" TEXT,
    "agent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invite" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "roles" JSONB NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "acceptedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" JSONB NOT NULL,
    "createdById" TEXT,
    "lastUsedAt" TIMESTAMP(3),
    "expiresAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" TIMESTAMP(3),

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT,
    "correlationId" TEXT,
    "origin" TEXT,
    "detail" JSONB,
    "detailSalt" TEXT NOT NULL,
    "detailHash" TEXT NOT NULL,
    "erasedAt" TIMESTAMP(3),
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "workspaceId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "Portfolio" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "metaId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Portfolio_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BusinessNumber" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "portfolioId" TEXT NOT NULL,
    "connectionId" TEXT,
    "phoneNumberId" TEXT NOT NULL,
    "displayNumber" TEXT NOT NULL,
    "displayDigits" TEXT NOT NULL,
    "wabaId" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BusinessNumber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Connection" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "urlKey" TEXT NOT NULL,
    "secretCipher" TEXT NOT NULL,
    "verifyTokenCipher" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "verifiedAt" TIMESTAMP(3),
    "lastDeliveryAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RefusedCount" (
    "connectionId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "lastAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RefusedCount_pkey" PRIMARY KEY ("connectionId","day","reason")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "receivedAt" TIMESTAMP(3) NOT NULL,
    "size" INTEGER NOT NULL,
    "bodyHash" TEXT NOT NULL,
    "body" BYTEA,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMP(3),
    "claimedBy" TEXT,
    "claimedUntil" TIMESTAMP(3),
    "updates" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "processedAt" TIMESTAMP(3),
    "purgedAt" TIMESTAMP(3),
    "isTest" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "type" TEXT,
    "numberId" TEXT,
    "phoneNumberId" TEXT,
    "wamid" TEXT,
    "status" TEXT,
    "messageId" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "receivedAt" TIMESTAMP(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "contactId" TEXT,
    "threadId" TEXT,
    "workflowId" TEXT,
    "rule" TEXT,
    "ruleVersion" INTEGER,
    "decisive" TEXT,
    "identifiers" JSONB NOT NULL,
    "hasPhone" BOOLEAN NOT NULL DEFAULT false,
    "candidates" JSONB,
    "why" JSONB NOT NULL,
    "errorCode" TEXT,
    "errorArgs" JSONB,
    "phoneOnlyOutcome" TEXT,
    "tookMicros" INTEGER,
    "resolvedAt" TIMESTAMP(3),

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "numberId" TEXT NOT NULL,
    "wamid" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "contactId" TEXT,
    "threadId" TEXT,
    "type" TEXT,
    "status" TEXT,
    "statusAt" TIMESTAMP(3),
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WaitingChange" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "portfolioId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "previousBsuid" TEXT,
    "previousPhone" TEXT,
    "currentBsuid" TEXT,
    "currentPhone" TEXT,
    "parentBsuid" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "WaitingChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "crmContactId" TEXT,
    "name" TEXT,
    "nameKey" TEXT,
    "provisional" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "mergedIntoId" TEXT,
    "language" TEXT,
    "ownerMemberId" TEXT,
    "importId" TEXT,
    "firstContactAt" TIMESTAMP(3),
    "lastContactAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactLabel" (
    "contactId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "ContactLabel_pkey" PRIMARY KEY ("contactId","label")
);

-- CreateTable
CREATE TABLE "Identifier" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "matchKey" TEXT NOT NULL,
    "standing" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "activeKey" TEXT,
    "firstSeenAt" TIMESTAMP(3) NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,
    "validFrom" TIMESTAMP(3) NOT NULL,
    "validTo" TIMESTAMP(3),
    "endedReason" TEXT,
    "replacedById" TEXT,
    "evidenceKind" TEXT NOT NULL,
    "evidenceEventId" TEXT,
    "importId" TEXT,

    CONSTRAINT "Identifier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "numberId" TEXT NOT NULL,
    "contactId" TEXT,
    "openedWith" TEXT NOT NULL,
    "replyTo" TEXT,
    "replyRecipient" TEXT,
    "inReview" BOOLEAN NOT NULL DEFAULT false,
    "workflowId" TEXT,
    "openedAt" TIMESTAMP(3) NOT NULL,
    "lastAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ThreadKey" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "numberId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "matchKey" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "activeKey" TEXT,

    CONSTRAINT "ThreadKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Conflict" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "portfolioId" TEXT,
    "numberId" TEXT,
    "contactId" TEXT,
    "otherId" TEXT,
    "candidates" JSONB NOT NULL,
    "identifiers" JSONB NOT NULL,
    "firstEventId" TEXT NOT NULL,
    "lastEventId" TEXT NOT NULL,
    "events" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decision" TEXT,
    "decidedById" TEXT,
    "decidedAt" TIMESTAMP(3),
    "note" TEXT,
    "assigneeId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Conflict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DuplicatePair" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "lowId" TEXT NOT NULL,
    "highId" TEXT NOT NULL,
    "score" INTEGER NOT NULL,
    "reasons" JSONB NOT NULL,
    "vetoes" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "evidenceHash" TEXT NOT NULL,
    "assigneeId" TEXT,
    "decidedById" TEXT,
    "decidedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DuplicatePair_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Merge" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "survivorId" TEXT NOT NULL,
    "mergedId" TEXT NOT NULL,
    "picks" JSONB NOT NULL,
    "snapshot" JSONB NOT NULL,
    "acknowledged" TEXT,
    "state" TEXT NOT NULL DEFAULT 'done',
    "crmState" TEXT NOT NULL DEFAULT 'not_needed',
    "mergedById" TEXT,
    "undoneById" TEXT,
    "undoneAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DedupRuleSet" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "matching" JSONB NOT NULL,
    "actions" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DedupRuleSet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DuplicateScan" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "scanned" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "problem" TEXT,

    CONSTRAINT "DuplicateScan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CrmSystem" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ownerId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CrmSystem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FieldMapping" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "systemId" TEXT NOT NULL,
    "identityKey" TEXT NOT NULL,
    "fieldName" TEXT NOT NULL,
    "fieldType" TEXT NOT NULL,
    "trustedFor" TEXT NOT NULL,
    "isMatchKey" BOOLEAN NOT NULL,
    "readers" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "FieldMapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConversationCheck" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "evidence" JSONB NOT NULL,
    "mapHash" TEXT NOT NULL,
    "ranById" TEXT,
    "ranAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ConversationCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Workflow" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "inbox" TEXT,
    "escalation" TEXT,
    "ownerMemberId" TEXT,
    "isFirstLive" BOOLEAN NOT NULL DEFAULT false,
    "archivedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Workflow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoutingRuleSet" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "defaultWorkflowId" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "activeKey" TEXT,
    "note" TEXT,
    "createdById" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RoutingRuleSet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntryPoint" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "location" TEXT,
    "audience" TEXT,
    "currentDestination" TEXT,
    "newDestination" TEXT,
    "risk" TEXT NOT NULL,
    "ownerMemberId" TEXT,
    "ownerName" TEXT,
    "updateDate" TEXT,
    "waveId" TEXT,
    "rollbackPath" TEXT,
    "rollbackState" TEXT NOT NULL DEFAULT 'open',
    "leadDays" INTEGER,
    "notes" TEXT,
    "moveState" TEXT NOT NULL DEFAULT 'not_moved',
    "movedAt" TIMESTAMP(3),
    "testResult" TEXT NOT NULL DEFAULT 'not_checked',
    "testMessage" TEXT,
    "testedAt" TIMESTAMP(3),
    "importId" TEXT,
    "archivedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdById" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "EntryPoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntryPointCheck" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "entryPointId" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "expected" TEXT,
    "found" JSONB NOT NULL,
    "hops" JSONB NOT NULL,
    "message" TEXT NOT NULL,
    "photoId" TEXT,
    "checkedById" TEXT,
    "checkedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "EntryPointCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KindStatement" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT,
    "saidById" TEXT NOT NULL,
    "saidAt" TIMESTAMP(3) NOT NULL,
    "withdrawnAt" TIMESTAMP(3),

    CONSTRAINT "KindStatement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "addedById" TEXT,
    "addedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "mentions" JSONB NOT NULL,
    "authorId" TEXT NOT NULL,
    "editedAt" TIMESTAMP(3),
    "deletedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Batch" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "fileName" TEXT,
    "fileHash" TEXT,
    "state" TEXT NOT NULL,
    "mapping" JSONB,
    "total" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "createdById" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMP(3),
    "undoneAt" TIMESTAMP(3),
    "undoneById" TEXT,

    CONSTRAINT "Batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BatchRow" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "result" TEXT NOT NULL,
    "subjectId" TEXT,
    "column" TEXT,
    "code" TEXT,
    "message" TEXT,
    "source" JSONB,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "BatchRow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Wave" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "goal" TEXT,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "startsAt" TIMESTAMP(3),
    "endsAt" TIMESTAMP(3),
    "ownerMemberId" TEXT,
    "dependsOnId" TEXT,
    "overrideReason" TEXT,
    "overrideById" TEXT,
    "releasedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Wave_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FreezeWindow" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,
    "reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "FreezeWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "memberId" TEXT,
    "waveId" TEXT,
    "revokedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Handle" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "numberId" TEXT NOT NULL,
    "standsFor" TEXT,
    "purpose" TEXT,
    "state" TEXT NOT NULL DEFAULT 'deciding',
    "approvedName" TEXT,
    "metaState" TEXT NOT NULL DEFAULT 'none',
    "metaName" TEXT,
    "metaCheckedAt" TIMESTAMP(3),
    "ownerMemberId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Handle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandleCandidate" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "handleId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "reason" TEXT,
    "proposedById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "HandleCandidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CustomerIntent" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "handleId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "workflowId" TEXT,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CustomerIntent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Poll" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "handleId" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "dueAt" TIMESTAMP(3),
    "openedById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completedAt" TIMESTAMP(3),

    CONSTRAINT "Poll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PollAnswer" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "pollId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "seat" TEXT NOT NULL,
    "answers" JSONB,
    "answeredAt" TIMESTAMP(3),

    CONSTRAINT "PollAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NamingPolicy" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "content" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdById" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "NamingPolicy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyScenario" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "proposals" JSONB NOT NULL,

    CONSTRAINT "PolicyScenario_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandleRequest" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "classKey" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "judgement" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "requestedById" TEXT NOT NULL,
    "decidedById" TEXT,
    "decidedAt" TIMESTAMP(3),
    "decisionNote" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "HandleRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Macro" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "ownerMemberId" TEXT,
    "activeNumber" INTEGER,
    "archivedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Macro_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MacroVersion" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "macroId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MacroVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgentReadiness" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "sentence" TEXT,
    "cards" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "reviewedBy" TEXT,
    "answeredAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "AgentReadiness_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dataset" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contents" TEXT NOT NULL,
    "ownerMemberId" TEXT,
    "accessRule" TEXT,
    "synthetic" BOOLEAN NOT NULL DEFAULT false,
    "rows" JSONB,
    "decision" TEXT,
    "decisionDate" TEXT,
    "proof" TEXT,
    "provedById" TEXT,
    "provedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SanitisedExport" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "contents" JSONB NOT NULL,
    "policyCheck" JSONB NOT NULL,
    "rows" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "madeById" TEXT NOT NULL,
    "madeAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SanitisedExport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HighRiskAutomation" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "ownerMemberId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "HighRiskAutomation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Erasure" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "requestedById" TEXT NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "doneAt" TIMESTAMP(3),
    "counts" JSONB,

    CONSTRAINT "Erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LabTarget" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT,
    "secretCipher" TEXT,
    "answerMode" TEXT NOT NULL DEFAULT 'response',
    "answerSpec" JSONB,
    "isProduction" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LabTarget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LabPayload" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "variation" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "body" JSONB,
    "createdById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LabPayload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestPlan" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "targetId" TEXT,
    "datasetId" TEXT,
    "workflowId" TEXT,
    "schedule" TEXT,
    "archivedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TestPlan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestCase" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "variation" TEXT NOT NULL,
    "payloadId" TEXT,
    "params" JSONB NOT NULL,
    "expected" JSONB NOT NULL,
    "ownerId" TEXT,

    CONSTRAINT "TestCase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestRun" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "planId" TEXT,
    "targetId" TEXT,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "passed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "startedById" TEXT,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "TestRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestRecord" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "caseId" TEXT,
    "variation" TEXT NOT NULL,
    "expected" JSONB NOT NULL,
    "actual" JSONB NOT NULL,
    "errorBehaviour" TEXT,
    "rightCustomer" TEXT,
    "rightWorkflow" TEXT,
    "clearError" TEXT,
    "evidence" JSONB NOT NULL,
    "ownerId" TEXT,
    "fixState" TEXT NOT NULL DEFAULT 'none',
    "closedByRunId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TestRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PhoneException" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "howFound" TEXT NOT NULL,
    "without" TEXT NOT NULL,
    "workflowId" TEXT,
    "testedByRunId" TEXT,
    "ownerId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PhoneException_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Signal" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "windowHours" INTEGER NOT NULL,
    "threshold" DOUBLE PRECISION,
    "baseline" DOUBLE PRECISION,
    "ownerMemberId" TEXT,
    "action" TEXT,
    "locksWaves" BOOLEAN NOT NULL DEFAULT false,
    "selfFilling" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Signal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignalPoint" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "signalId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "denominator" DOUBLE PRECISION,
    "source" TEXT NOT NULL,

    CONSTRAINT "SignalPoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "signalId" TEXT,
    "title" TEXT NOT NULL,
    "ownerMemberId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "openedAt" TIMESTAMP(3) NOT NULL,
    "closedAt" TIMESTAMP(3),
    "closingNote" TEXT,
    "locksWaves" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalPolicy" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "roles" JSONB NOT NULL,
    "quorum" INTEGER NOT NULL DEFAULT 1,
    "excludeOwnWork" BOOLEAN NOT NULL DEFAULT true,
    "expiryDays" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ApprovalPolicy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalRequest" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "requestedById" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "openKey" TEXT,
    "expiresAt" TIMESTAMP(3),
    "decidedAt" TIMESTAMP(3),
    "staleAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ApprovalRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalVote" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "onBehalfOf" TEXT,
    "decision" TEXT NOT NULL,
    "comment" TEXT,
    "contentHash" TEXT NOT NULL,
    "votedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ApprovalVote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Responsibility" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "ownerId" TEXT,
    "doerId" TEXT,
    "signerId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Responsibility_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RequiredInput" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "ownerMemberId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "evidence" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RequiredInput_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SystemDependency" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "dependsHow" TEXT NOT NULL,
    "whatBreaks" TEXT,
    "replacement" TEXT,
    "ownerMemberId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SystemDependency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectKind" TEXT,
    "subjectId" TEXT,
    "args" JSONB NOT NULL,
    "readAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NotificationChoice" (
    "memberId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "inApp" BOOLEAN NOT NULL DEFAULT true,
    "email" TEXT NOT NULL DEFAULT 'digest',
    "webhook" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "NotificationChoice_pkey" PRIMARY KEY ("memberId","kind")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMP(3) NOT NULL,
    "lastError" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutgoingWebhook" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secretCipher" TEXT NOT NULL,
    "kinds" JSONB NOT NULL,
    "disabledAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OutgoingWebhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "columns" JSONB,
    "ownerId" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT,
    "kind" TEXT NOT NULL,
    "uniqueKey" TEXT,
    "args" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "runAt" TIMESTAMP(3) NOT NULL,
    "claimedBy" TEXT,
    "claimedUntil" TIMESTAMP(3),
    "progress" JSONB,
    "problem" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Workspace_slug_key" ON "Workspace"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "User_emailKey_key" ON "User"("emailKey");

-- CreateIndex
CREATE UNIQUE INDEX "User_oidcSubject_key" ON "User"("oidcSubject");

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Member_workspaceId_userId_key" ON "Member"("workspaceId", "userId");

-- CreateIndex
CREATE INDEX "MemberRole_workspaceId_role_idx" ON "MemberRole"("workspaceId", "role");

-- CreateIndex
CREATE INDEX "Session_userId_endedAt_idx" ON "Session"("userId", "endedAt");

-- CreateIndex
CREATE INDEX "Session_workspaceId_idx" ON "Session"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Invite_tokenHash_key" ON "Invite"("tokenHash");

-- CreateIndex
CREATE INDEX "Invite_workspaceId_createdAt_idx" ON "Invite"("workspaceId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_workspaceId_createdAt_idx" ON "ApiToken"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "AuditEvent_workspaceId_at_idx" ON "AuditEvent"("workspaceId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_workspaceId_subjectKind_subjectId_seq_idx" ON "AuditEvent"("workspaceId", "subjectKind", "subjectId", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_workspaceId_action_seq_idx" ON "AuditEvent"("workspaceId", "action", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_workspaceId_actorId_seq_idx" ON "AuditEvent"("workspaceId", "actorId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_workspaceId_seq_key" ON "AuditEvent"("workspaceId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "Portfolio_workspaceId_name_key" ON "Portfolio"("workspaceId", "name");

-- CreateIndex
CREATE INDEX "BusinessNumber_portfolioId_idx" ON "BusinessNumber"("portfolioId");

-- CreateIndex
CREATE INDEX "BusinessNumber_connectionId_idx" ON "BusinessNumber"("connectionId");

-- CreateIndex
CREATE UNIQUE INDEX "BusinessNumber_workspaceId_phoneNumberId_key" ON "BusinessNumber"("workspaceId", "phoneNumberId");

-- CreateIndex
CREATE UNIQUE INDEX "BusinessNumber_workspaceId_displayDigits_key" ON "BusinessNumber"("workspaceId", "displayDigits");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_urlKey_key" ON "Connection"("urlKey");

-- CreateIndex
CREATE INDEX "Connection_workspaceId_idx" ON "Connection"("workspaceId");

-- CreateIndex
CREATE INDEX "RefusedCount_workspaceId_day_idx" ON "RefusedCount"("workspaceId", "day");

-- CreateIndex
CREATE INDEX "Delivery_state_id_idx" ON "Delivery"("state", "id");

-- CreateIndex
CREATE INDEX "Delivery_workspaceId_id_idx" ON "Delivery"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Delivery_workspaceId_state_id_idx" ON "Delivery"("workspaceId", "state", "id");

-- CreateIndex
CREATE INDEX "Delivery_workspaceId_receivedAt_idx" ON "Delivery"("workspaceId", "receivedAt");

-- CreateIndex
CREATE INDEX "Event_workspaceId_id_idx" ON "Event"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Event_workspaceId_wamid_idx" ON "Event"("workspaceId", "wamid");

-- CreateIndex
CREATE INDEX "Event_workspaceId_outcome_id_idx" ON "Event"("workspaceId", "outcome", "id");

-- CreateIndex
CREATE INDEX "Event_workspaceId_contactId_id_idx" ON "Event"("workspaceId", "contactId", "id");

-- CreateIndex
CREATE INDEX "Event_workspaceId_errorCode_id_idx" ON "Event"("workspaceId", "errorCode", "id");

-- CreateIndex
CREATE INDEX "Event_workspaceId_numberId_id_idx" ON "Event"("workspaceId", "numberId", "id");

-- CreateIndex
CREATE INDEX "Event_workspaceId_hasPhone_id_idx" ON "Event"("workspaceId", "hasPhone", "id");

-- CreateIndex
CREATE INDEX "Event_workspaceId_kind_id_idx" ON "Event"("workspaceId", "kind", "id");

-- CreateIndex
CREATE INDEX "Event_deliveryId_position_idx" ON "Event"("deliveryId", "position");

-- CreateIndex
CREATE INDEX "Event_threadId_id_idx" ON "Event"("threadId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Event_workspaceId_key_key" ON "Event"("workspaceId", "key");

-- CreateIndex
CREATE INDEX "Message_threadId_at_idx" ON "Message"("threadId", "at");

-- CreateIndex
CREATE INDEX "Message_workspaceId_contactId_at_idx" ON "Message"("workspaceId", "contactId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Message_workspaceId_numberId_wamid_key" ON "Message"("workspaceId", "numberId", "wamid");

-- CreateIndex
CREATE UNIQUE INDEX "WaitingChange_eventId_key" ON "WaitingChange"("eventId");

-- CreateIndex
CREATE INDEX "WaitingChange_workspaceId_portfolioId_previousBsuid_idx" ON "WaitingChange"("workspaceId", "portfolioId", "previousBsuid");

-- CreateIndex
CREATE INDEX "WaitingChange_workspaceId_portfolioId_currentBsuid_idx" ON "WaitingChange"("workspaceId", "portfolioId", "currentBsuid");

-- CreateIndex
CREATE INDEX "WaitingChange_workspaceId_previousPhone_idx" ON "WaitingChange"("workspaceId", "previousPhone");

-- CreateIndex
CREATE INDEX "WaitingChange_state_expiresAt_idx" ON "WaitingChange"("state", "expiresAt");

-- CreateIndex
CREATE INDEX "Contact_workspaceId_state_nameKey_id_idx" ON "Contact"("workspaceId", "state", "nameKey", "id");

-- CreateIndex
CREATE INDEX "Contact_workspaceId_state_lastContactAt_id_idx" ON "Contact"("workspaceId", "state", "lastContactAt", "id");

-- CreateIndex
CREATE INDEX "Contact_workspaceId_state_createdAt_id_idx" ON "Contact"("workspaceId", "state", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Contact_workspaceId_state_provisional_id_idx" ON "Contact"("workspaceId", "state", "provisional", "id");

-- CreateIndex
CREATE INDEX "Contact_importId_idx" ON "Contact"("importId");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_workspaceId_crmContactId_key" ON "Contact"("workspaceId", "crmContactId");

-- CreateIndex
CREATE INDEX "ContactLabel_workspaceId_label_idx" ON "ContactLabel"("workspaceId", "label");

-- CreateIndex
CREATE UNIQUE INDEX "Identifier_activeKey_key" ON "Identifier"("activeKey");

-- CreateIndex
CREATE INDEX "Identifier_workspaceId_kind_matchKey_idx" ON "Identifier"("workspaceId", "kind", "matchKey");

-- CreateIndex
CREATE INDEX "Identifier_workspaceId_kind_value_idx" ON "Identifier"("workspaceId", "kind", "value");

-- CreateIndex
CREATE INDEX "Identifier_contactId_idx" ON "Identifier"("contactId");

-- CreateIndex
CREATE INDEX "Identifier_importId_idx" ON "Identifier"("importId");

-- CreateIndex
CREATE INDEX "Thread_workspaceId_contactId_lastAt_idx" ON "Thread"("workspaceId", "contactId", "lastAt");

-- CreateIndex
CREATE INDEX "Thread_workspaceId_numberId_lastAt_idx" ON "Thread"("workspaceId", "numberId", "lastAt");

-- CreateIndex
CREATE INDEX "Thread_contactId_idx" ON "Thread"("contactId");

-- CreateIndex
CREATE UNIQUE INDEX "ThreadKey_activeKey_key" ON "ThreadKey"("activeKey");

-- CreateIndex
CREATE INDEX "ThreadKey_workspaceId_numberId_kind_matchKey_idx" ON "ThreadKey"("workspaceId", "numberId", "kind", "matchKey");

-- CreateIndex
CREATE INDEX "ThreadKey_threadId_idx" ON "ThreadKey"("threadId");

-- CreateIndex
CREATE INDEX "Conflict_workspaceId_state_id_idx" ON "Conflict"("workspaceId", "state", "id");

-- CreateIndex
CREATE INDEX "Conflict_workspaceId_contactId_idx" ON "Conflict"("workspaceId", "contactId");

-- CreateIndex
CREATE INDEX "Conflict_workspaceId_otherId_idx" ON "Conflict"("workspaceId", "otherId");

-- CreateIndex
CREATE UNIQUE INDEX "Conflict_workspaceId_key_key" ON "Conflict"("workspaceId", "key");

-- CreateIndex
CREATE INDEX "DuplicatePair_workspaceId_state_score_id_idx" ON "DuplicatePair"("workspaceId", "state", "score", "id");

-- CreateIndex
CREATE INDEX "DuplicatePair_workspaceId_highId_idx" ON "DuplicatePair"("workspaceId", "highId");

-- CreateIndex
CREATE UNIQUE INDEX "DuplicatePair_workspaceId_lowId_highId_key" ON "DuplicatePair"("workspaceId", "lowId", "highId");

-- CreateIndex
CREATE INDEX "Merge_workspaceId_createdAt_idx" ON "Merge"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "Merge_workspaceId_survivorId_idx" ON "Merge"("workspaceId", "survivorId");

-- CreateIndex
CREATE INDEX "Merge_workspaceId_mergedId_idx" ON "Merge"("workspaceId", "mergedId");

-- CreateIndex
CREATE UNIQUE INDEX "DedupRuleSet_workspaceId_number_key" ON "DedupRuleSet"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "DuplicateScan_workspaceId_startedAt_idx" ON "DuplicateScan"("workspaceId", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "CrmSystem_workspaceId_name_key" ON "CrmSystem"("workspaceId", "name");

-- CreateIndex
CREATE INDEX "FieldMapping_workspaceId_idx" ON "FieldMapping"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "FieldMapping_systemId_identityKey_key" ON "FieldMapping"("systemId", "identityKey");

-- CreateIndex
CREATE INDEX "ConversationCheck_workspaceId_ranAt_idx" ON "ConversationCheck"("workspaceId", "ranAt");

-- CreateIndex
CREATE UNIQUE INDEX "Workflow_workspaceId_name_key" ON "Workflow"("workspaceId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "RoutingRuleSet_activeKey_key" ON "RoutingRuleSet"("activeKey");

-- CreateIndex
CREATE UNIQUE INDEX "RoutingRuleSet_workspaceId_number_key" ON "RoutingRuleSet"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_nameKey_id_idx" ON "EntryPoint"("workspaceId", "archivedAt", "nameKey", "id");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_updateDate_id_idx" ON "EntryPoint"("workspaceId", "archivedAt", "updateDate", "id");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_kind_id_idx" ON "EntryPoint"("workspaceId", "archivedAt", "kind", "id");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_risk_id_idx" ON "EntryPoint"("workspaceId", "archivedAt", "risk", "id");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_testResult_id_idx" ON "EntryPoint"("workspaceId", "archivedAt", "testResult", "id");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_ownerName_id_idx" ON "EntryPoint"("workspaceId", "archivedAt", "ownerName", "id");

-- CreateIndex
CREATE INDEX "EntryPoint_workspaceId_archivedAt_createdAt_id_idx" ON "EntryPoint"("workspaceId", "archivedAt", "createdAt", "id");

-- CreateIndex
CREATE INDEX "EntryPoint_waveId_idx" ON "EntryPoint"("waveId");

-- CreateIndex
CREATE INDEX "EntryPoint_importId_idx" ON "EntryPoint"("importId");

-- CreateIndex
CREATE INDEX "EntryPointCheck_entryPointId_checkedAt_idx" ON "EntryPointCheck"("entryPointId", "checkedAt");

-- CreateIndex
CREATE INDEX "EntryPointCheck_workspaceId_checkedAt_idx" ON "EntryPointCheck"("workspaceId", "checkedAt");

-- CreateIndex
CREATE INDEX "KindStatement_workspaceId_kind_idx" ON "KindStatement"("workspaceId", "kind");

-- CreateIndex
CREATE INDEX "Attachment_workspaceId_subjectKind_subjectId_idx" ON "Attachment"("workspaceId", "subjectKind", "subjectId");

-- CreateIndex
CREATE INDEX "Comment_workspaceId_subjectKind_subjectId_createdAt_idx" ON "Comment"("workspaceId", "subjectKind", "subjectId", "createdAt");

-- CreateIndex
CREATE INDEX "Batch_workspaceId_kind_createdAt_idx" ON "Batch"("workspaceId", "kind", "createdAt");

-- CreateIndex
CREATE INDEX "BatchRow_batchId_row_idx" ON "BatchRow"("batchId", "row");

-- CreateIndex
CREATE INDEX "BatchRow_batchId_result_row_idx" ON "BatchRow"("batchId", "result", "row");

-- CreateIndex
CREATE INDEX "BatchRow_workspaceId_subjectId_idx" ON "BatchRow"("workspaceId", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Wave_workspaceId_number_key" ON "Wave"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "FreezeWindow_workspaceId_startsAt_idx" ON "FreezeWindow"("workspaceId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");

-- CreateIndex
CREATE INDEX "CalendarFeed_workspaceId_idx" ON "CalendarFeed"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Handle_numberId_key" ON "Handle"("numberId");

-- CreateIndex
CREATE INDEX "Handle_workspaceId_idx" ON "Handle"("workspaceId");

-- CreateIndex
CREATE INDEX "HandleCandidate_workspaceId_nameKey_idx" ON "HandleCandidate"("workspaceId", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "HandleCandidate_handleId_nameKey_key" ON "HandleCandidate"("handleId", "nameKey");

-- CreateIndex
CREATE INDEX "CustomerIntent_handleId_position_idx" ON "CustomerIntent"("handleId", "position");

-- CreateIndex
CREATE INDEX "Poll_workspaceId_state_idx" ON "Poll"("workspaceId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "PollAnswer_pollId_memberId_key" ON "PollAnswer"("pollId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "NamingPolicy_workspaceId_number_key" ON "NamingPolicy"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "PolicyScenario_policyId_idx" ON "PolicyScenario"("policyId");

-- CreateIndex
CREATE INDEX "HandleRequest_workspaceId_state_idx" ON "HandleRequest"("workspaceId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Macro_workspaceId_key_key" ON "Macro"("workspaceId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "MacroVersion_macroId_number_key" ON "MacroVersion"("macroId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "AgentReadiness_workspaceId_memberId_key" ON "AgentReadiness"("workspaceId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Dataset_workspaceId_name_key" ON "Dataset"("workspaceId", "name");

-- CreateIndex
CREATE INDEX "SanitisedExport_workspaceId_madeAt_idx" ON "SanitisedExport"("workspaceId", "madeAt");

-- CreateIndex
CREATE INDEX "HighRiskAutomation_workspaceId_idx" ON "HighRiskAutomation"("workspaceId");

-- CreateIndex
CREATE INDEX "Erasure_workspaceId_requestedAt_idx" ON "Erasure"("workspaceId", "requestedAt");

-- CreateIndex
CREATE UNIQUE INDEX "LabTarget_workspaceId_name_key" ON "LabTarget"("workspaceId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "LabPayload_workspaceId_name_key" ON "LabPayload"("workspaceId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "TestPlan_workspaceId_name_key" ON "TestPlan"("workspaceId", "name");

-- CreateIndex
CREATE INDEX "TestCase_planId_position_idx" ON "TestCase"("planId", "position");

-- CreateIndex
CREATE INDEX "TestRun_workspaceId_startedAt_idx" ON "TestRun"("workspaceId", "startedAt");

-- CreateIndex
CREATE INDEX "TestRun_planId_idx" ON "TestRun"("planId");

-- CreateIndex
CREATE INDEX "TestRecord_runId_idx" ON "TestRecord"("runId");

-- CreateIndex
CREATE INDEX "TestRecord_workspaceId_fixState_idx" ON "TestRecord"("workspaceId", "fixState");

-- CreateIndex
CREATE INDEX "PhoneException_workspaceId_idx" ON "PhoneException"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Signal_workspaceId_key_key" ON "Signal"("workspaceId", "key");

-- CreateIndex
CREATE INDEX "SignalPoint_signalId_at_idx" ON "SignalPoint"("signalId", "at");

-- CreateIndex
CREATE INDEX "Incident_workspaceId_state_idx" ON "Incident"("workspaceId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "ApprovalPolicy_workspaceId_subjectKind_key" ON "ApprovalPolicy"("workspaceId", "subjectKind");

-- CreateIndex
CREATE UNIQUE INDEX "ApprovalRequest_openKey_key" ON "ApprovalRequest"("openKey");

-- CreateIndex
CREATE INDEX "ApprovalRequest_workspaceId_state_createdAt_idx" ON "ApprovalRequest"("workspaceId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "ApprovalRequest_workspaceId_subjectKind_subjectId_idx" ON "ApprovalRequest"("workspaceId", "subjectKind", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "ApprovalVote_requestId_memberId_key" ON "ApprovalVote"("requestId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Responsibility_workspaceId_part_key" ON "Responsibility"("workspaceId", "part");

-- CreateIndex
CREATE UNIQUE INDEX "RequiredInput_workspaceId_key_key" ON "RequiredInput"("workspaceId", "key");

-- CreateIndex
CREATE INDEX "SystemDependency_workspaceId_idx" ON "SystemDependency"("workspaceId");

-- CreateIndex
CREATE INDEX "Notification_workspaceId_memberId_readAt_createdAt_idx" ON "Notification"("workspaceId", "memberId", "readAt", "createdAt");

-- CreateIndex
CREATE INDEX "Outbox_state_nextTryAt_idx" ON "Outbox"("state", "nextTryAt");

-- CreateIndex
CREATE INDEX "Outbox_workspaceId_createdAt_idx" ON "Outbox"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "OutgoingWebhook_workspaceId_idx" ON "OutgoingWebhook"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_workspaceId_room_ownerId_name_key" ON "SavedView"("workspaceId", "room", "ownerId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Job_uniqueKey_key" ON "Job"("uniqueKey");

-- CreateIndex
CREATE INDEX "Job_state_runAt_idx" ON "Job"("state", "runAt");

-- CreateIndex
CREATE INDEX "Job_workspaceId_kind_createdAt_idx" ON "Job"("workspaceId", "kind", "createdAt");

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MemberRole" ADD CONSTRAINT "MemberRole_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessNumber" ADD CONSTRAINT "BusinessNumber_portfolioId_fkey" FOREIGN KEY ("portfolioId") REFERENCES "Portfolio"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessNumber" ADD CONSTRAINT "BusinessNumber_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactLabel" ADD CONSTRAINT "ContactLabel_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identifier" ADD CONSTRAINT "Identifier_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadKey" ADD CONSTRAINT "ThreadKey_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FieldMapping" ADD CONSTRAINT "FieldMapping_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "CrmSystem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryPoint" ADD CONSTRAINT "EntryPoint_waveId_fkey" FOREIGN KEY ("waveId") REFERENCES "Wave"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryPointCheck" ADD CONSTRAINT "EntryPointCheck_entryPointId_fkey" FOREIGN KEY ("entryPointId") REFERENCES "EntryPoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchRow" ADD CONSTRAINT "BatchRow_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandleCandidate" ADD CONSTRAINT "HandleCandidate_handleId_fkey" FOREIGN KEY ("handleId") REFERENCES "Handle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerIntent" ADD CONSTRAINT "CustomerIntent_handleId_fkey" FOREIGN KEY ("handleId") REFERENCES "Handle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Poll" ADD CONSTRAINT "Poll_handleId_fkey" FOREIGN KEY ("handleId") REFERENCES "Handle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PollAnswer" ADD CONSTRAINT "PollAnswer_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "Poll"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyScenario" ADD CONSTRAINT "PolicyScenario_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "NamingPolicy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MacroVersion" ADD CONSTRAINT "MacroVersion_macroId_fkey" FOREIGN KEY ("macroId") REFERENCES "Macro"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestCase" ADD CONSTRAINT "TestCase_planId_fkey" FOREIGN KEY ("planId") REFERENCES "TestPlan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestRun" ADD CONSTRAINT "TestRun_planId_fkey" FOREIGN KEY ("planId") REFERENCES "TestPlan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestRecord" ADD CONSTRAINT "TestRecord_runId_fkey" FOREIGN KEY ("runId") REFERENCES "TestRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignalPoint" ADD CONSTRAINT "SignalPoint_signalId_fkey" FOREIGN KEY ("signalId") REFERENCES "Signal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalVote" ADD CONSTRAINT "ApprovalVote_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "ApprovalRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;
