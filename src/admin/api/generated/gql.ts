/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Viewer {\n    viewer {\n      kind\n      permissions\n      secondFactor\n      user {\n        id\n        name\n        email\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  fragment FieldFacts on ContentField {\n    name\n    kind\n    label\n    description\n    inputName\n    required\n    localized\n    sortable\n    filterable\n    searchable\n    private\n    unique\n    list\n    defaultValue\n    max\n    min\n    decimals\n    choices {\n      value\n      label\n      description\n    }\n    schema\n    targetType\n    accept\n    onDelete\n  }\n": typeof types.FieldFactsFragmentDoc,
    "\n  query ContentTypes {\n    contentTypes {\n      name\n      singular\n      plural\n      label\n      pluralLabel\n      description\n      tree\n      localized\n      titleField\n      sorts\n      groups\n      filters\n      mutations\n      rights\n      writableFields\n      writableLocales\n      fields {\n        ...FieldFacts\n        blocks {\n          name\n          inputName\n          label\n          description\n          fields {\n            ...FieldFacts\n          }\n        }\n      }\n    }\n    contentLocales {\n      tag\n      isDefault\n      fallbacks\n    }\n  }\n": typeof types.ContentTypesDocument,
    "\n  fragment JobRow on Job {\n    id\n    kind\n    state\n    queue\n    attempt\n    maxAttempts\n    createdAt\n    startedAt\n    finishedAt\n    runAt\n    cancelRequestedAt\n    requestedBy\n    childCount\n    failedChildCount\n    progress {\n      stage\n      completed\n      total\n      unit\n      fraction\n      ratePerSecond\n      etaSeconds\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n": typeof types.JobRowFragmentDoc,
    "\n  query JobBoard($since: DateTime!) {\n    running: jobs(first: 60, filter: { state: [RUNNING], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    waiting: jobs(first: 40, filter: { state: [QUEUED, SCHEDULED], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    failed: jobs(first: 40, filter: { state: [FAILED], since: $since, hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    finished: jobs(first: 12, filter: { state: [SUCCEEDED, CANCELED], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n  }\n": typeof types.JobBoardDocument,
    "\n  subscription JobChanges($filter: JobFilter) {\n    jobs(first: 60, filter: $filter) {\n      ...JobRow\n    }\n  }\n": typeof types.JobChangesDocument,
    "\n  mutation CancelJob($input: CancelJobInput!) {\n    cancelJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.CancelJobDocument,
    "\n  mutation RetryJob($input: RetryJobInput!) {\n    retryJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RetryJobDocument,
    "\n  subscription JobProgressChanges($id: ID!) {\n    jobProgress(id: $id) {\n      ...JobRow\n    }\n  }\n": typeof types.JobProgressChangesDocument,
    "\n  query JobActors($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n    }\n  }\n": typeof types.JobActorsDocument,
    "\n  query ChosenAsset($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n    }\n  }\n": typeof types.ChosenAssetDocument,
    "\n  query FetchedAsset($id: ID!) {\n    job(id: $id) {\n      id\n      result {\n        __typename\n        ... on FetchAssetResult {\n          assetId\n          wasThere\n        }\n      }\n    }\n  }\n": typeof types.FetchedAssetDocument,
    "\n  query OneAsset($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n    }\n  }\n": typeof types.OneAssetDocument,
    "\n  fragment AssetCard on Asset {\n    id\n    kind\n    filename\n    contentType\n    bytes\n    width\n    height\n    animated\n    alt\n    private\n    state\n    placeholder\n    dominantColor\n    focalPoint {\n      x\n      y\n    }\n    url\n    createdAt\n  }\n": typeof types.AssetCardFragmentDoc,
    "\n  query Assets($first: Int!, $after: String, $filter: AssetFilter, $search: String, $sort: AssetSort, $counted: Boolean!) {\n    assets(first: $first, after: $after, filter: $filter, search: $search, sort: $sort) {\n      nodes {\n        ...AssetCard\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      totalCount @include(if: $counted)\n    }\n  }\n": typeof types.AssetsDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        tusUrl\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.CreateUploadDocument,
    "\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      asset {\n        ...AssetCard\n      }\n      duplicateOf\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.CompleteUploadDocument,
    "\n  mutation ReplaceAsset($input: ReplaceAssetInput!) {\n    replaceAsset(input: $input) {\n      asset {\n        ...AssetCard\n        sha256\n        updatedAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ReplaceAssetDocument,
    "\n  mutation UploadAssetFromUrl($input: UploadAssetFromUrlInput!) {\n    uploadAssetFromUrl(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.UploadAssetFromUrlDocument,
    "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      requested\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RequestPasswordResetDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.AcceptInvitationDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      reset\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  query SignInOptions {\n    signInOptions {\n      firstRun\n      provider {\n        name\n        path\n      }\n    }\n  }\n": typeof types.SignInOptionsDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  query Sessions {\n    viewer {\n      secondFactor\n      sessions {\n        sessionId\n        createdAt\n        lastSeenAt\n        address\n        userAgent\n        current\n      }\n    }\n  }\n": typeof types.SessionsDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      sessionId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation SignOutEverywhere {\n    signOut(input: { everywhere: true }) {\n      signedOut\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SignOutEverywhereDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation StartSecondFactor($input: StartSecondFactorInput!) {\n    startSecondFactor(input: $input) {\n      secret\n      url\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.StartSecondFactorDocument,
    "\n  mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {\n    confirmSecondFactor(input: $input) {\n      recoveryCodes\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ConfirmSecondFactorDocument,
    "\n  mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) {\n    removeSecondFactor(input: $input) {\n      __typename\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RemoveSecondFactorDocument,
    "\n  query BulkResult($id: ID!) {\n    job(id: $id) {\n      id\n      result {\n        ... on BulkChangeResult {\n          changed\n          skipped\n        }\n      }\n    }\n  }\n": typeof types.BulkResultDocument,
    "\n  query SavedViews($type: String!) {\n    savedViews(type: $type) {\n      viewId\n      name\n      query\n      shared\n      own\n    }\n  }\n": typeof types.SavedViewsDocument,
    "\n  mutation SaveView($input: SaveViewInput!) {\n    saveView(input: $input) {\n      view {\n        viewId\n        name\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SaveViewDocument,
    "\n  mutation DeleteView($input: DeleteViewInput!) {\n    deleteView(input: $input) {\n      viewId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.DeleteViewDocument,
    "\n  subscription ListChanges($types: [String!]) {\n    contentChanges(types: $types, perspective: DRAFT) {\n      documentId\n      action\n    }\n  }\n": typeof types.ListChangesDocument,
    "\n  query PreviewTokens($documentId: ID!) {\n    previewTokens(documentId: $documentId) {\n      tokenId\n      expiresAt\n    }\n  }\n": typeof types.PreviewTokensDocument,
    "\n  mutation CreatePreviewToken($input: CreatePreviewTokenInput!) {\n    createPreviewToken(input: $input) {\n      token\n      previewToken {\n        tokenId\n        expiresAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.CreatePreviewTokenDocument,
    "\n  mutation RevokePreviewToken($input: RevokePreviewTokenInput!) {\n    revokePreviewToken(input: $input) {\n      tokenId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RevokePreviewTokenDocument,
    "\n  query RevisionContent($id: ID!, $number: Int!) {\n    revision(id: $id, number: $number) {\n      documentId\n      number\n      content\n    }\n  }\n": typeof types.RevisionContentDocument,
    "\n  query RevisionComparison($id: ID!, $from: Int!, $to: Int!) {\n    compareRevisions(id: $id, from: $from, to: $to) {\n      field\n      locale\n      before\n      after\n    }\n  }\n": typeof types.RevisionComparisonDocument,
    "\n  query ActorNames($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n      kind\n    }\n  }\n": typeof types.ActorNamesDocument,
    "\n  subscription DocumentChanges($types: [String!]) {\n    contentChanges(types: $types, perspective: DRAFT) {\n      documentId\n      action\n      actor\n      revision\n      at\n    }\n  }\n": typeof types.DocumentChangesDocument,
    "\n  query JobKinds {\n    jobKinds {\n      kind\n      queue\n    }\n  }\n": typeof types.JobKindsDocument,
    "\n  query JobHistory($first: Int, $after: String, $last: Int, $before: String, $filter: JobFilter) {\n    jobs(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      nodes {\n        ...JobRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.JobHistoryDocument,
    "\n  query JobDetails($id: ID!) {\n    job(id: $id) {\n      ...JobRow\n      priority\n      parent {\n        id\n        kind\n      }\n      events(first: 200) {\n        ver\n        fromState\n        toState\n        actor\n        reason\n        at\n      }\n      result {\n        __typename\n        ...JobResultFields\n      }\n    }\n  }\n": typeof types.JobDetailsDocument,
    "\n  query JobParts($id: ID!, $first: Int!) {\n    job(id: $id) {\n      id\n      children(first: $first) {\n        totalCount\n        nodes {\n          ...JobRow\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n": typeof types.JobPartsDocument,
    "\n  query JobWarnings($id: ID!, $first: Int!, $severity: JobWarningSeverity) {\n    job(id: $id) {\n      id\n      warnings(first: $first, severity: $severity) {\n        totalCount\n        nodes {\n          seq\n          severity\n          line\n          subject\n          code\n          message\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n": typeof types.JobWarningsDocument,
    "\n  query Lanes {\n    queues {\n      name\n      depth\n      oldestWaitSeconds\n      paused\n    }\n    workers {\n      name\n    }\n  }\n": typeof types.LanesDocument,
    "\n  query Queues {\n    queues {\n      name\n      depth\n      oldestWaitSeconds\n      running\n      paused\n      workers\n    }\n  }\n": typeof types.QueuesDocument,
    "\n  query Schedules {\n    schedules {\n      kind\n      cron\n      timeZone\n      nextFireAt\n      lastFireAt\n      paused\n    }\n  }\n": typeof types.SchedulesDocument,
    "\n  mutation PauseSchedule($input: PauseScheduleInput!) {\n    pauseSchedule(input: $input) {\n      schedule {\n        kind\n        paused\n        nextFireAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.PauseScheduleDocument,
    "\n  mutation ResumeSchedule($input: ResumeScheduleInput!) {\n    resumeSchedule(input: $input) {\n      schedule {\n        kind\n        paused\n        nextFireAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ResumeScheduleDocument,
    "\n  mutation RunScheduleNow($input: RunScheduleNowInput!) {\n    runScheduleNow(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RunScheduleNowDocument,
    "\n  query Workers {\n    workers {\n      name\n      host\n      queues\n      running\n      startedAt\n      lastSeenAt\n    }\n  }\n": typeof types.WorkersDocument,
    "\n  fragment JobResultFields on JobResult {\n    ... on BulkChangeResult {\n      changed\n      skipped\n    }\n    ... on ExportResult {\n      snapshot\n      deleted\n      file {\n        url\n        keptUntil\n        filename\n        bytes\n        rows\n      }\n    }\n    ... on FetchAssetResult {\n      assetId\n      wasThere\n    }\n    ... on ImportResult {\n      counts {\n        kind\n        created\n        updated\n        unchanged\n        skipped\n        rejected\n      }\n    }\n    ... on PruneEventsResult {\n      events\n    }\n    ... on PruneFiguresResult {\n      minutes\n    }\n    ... on PruneJobsResult {\n      jobs\n      idempotencyKeys\n      scheduleFires\n    }\n    ... on PruneSignInsResult {\n      rows\n    }\n    ... on PurgeFilesResult {\n      folders\n    }\n    ... on SweepUploadsResult {\n      uploads\n    }\n  }\n": typeof types.JobResultFieldsFragmentDoc,
    "\n  mutation PauseQueue($input: PauseQueueInput!) {\n    pauseQueue(input: $input) {\n      queue {\n        name\n        paused\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.PauseQueueDocument,
    "\n  mutation ResumeQueue($input: ResumeQueueInput!) {\n    resumeQueue(input: $input) {\n      queue {\n        name\n        paused\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ResumeQueueDocument,
    "\n  mutation DeleteAssets($input: DeleteAssetsInput!) {\n    deleteAssets(input: $input) {\n      deletedIds\n      usages {\n        nodes {\n          type\n          documentId\n          field\n          targetId\n        }\n        totalCount\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.DeleteAssetsDocument,
    "\n  query AssetDetails($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n      caption\n      sha256\n      pages\n      failure\n      uploadedBy\n      updatedAt\n      usages(first: 20) {\n        nodes {\n          type\n          documentId\n          field\n        }\n        totalCount\n      }\n    }\n  }\n": typeof types.AssetDetailsDocument,
    "\n  mutation UpdateAsset($input: UpdateAssetInput!) {\n    updateAsset(input: $input) {\n      asset {\n        ...AssetCard\n        caption\n        updatedAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.UpdateAssetDocument,
    "\n  query OverviewFailures($since: DateTime!) {\n    failed: jobs(first: 5, filter: { state: [FAILED], since: $since, hasParent: false }) {\n      totalCount\n      nodes {\n        id\n        kind\n        error {\n          code\n          message\n        }\n      }\n    }\n    mails: jobs(first: 1, filter: { state: [FAILED], kind: [\"mail.send-mail\"], since: $since }) {\n      totalCount\n    }\n  }\n": typeof types.OverviewFailuresDocument,
    "\n  query RecentAudit {\n    auditLog(first: 5) {\n      nodes {\n        entryId\n        at\n        action\n        actor\n        subjectType\n      }\n    }\n  }\n": typeof types.RecentAuditDocument,
    "\n  query Figures($since: DateTime) {\n    serverFigures(since: $since) {\n      stepMinutes\n      points {\n        at\n        requests\n        errors\n        p50Ms\n        p95Ms\n        p99Ms\n        jobsSucceeded\n        jobsFailed\n        jobsWaiting\n      }\n    }\n  }\n": typeof types.FiguresDocument,
    "\n  query Health {\n    systemHealth {\n      checks {\n        part\n        state\n        message\n        latencyMs\n      }\n    }\n  }\n": typeof types.HealthDocument,
    "\n  query AuditLog($after: String, $filter: AuditFilter) {\n    auditLog(first: 50, after: $after, filter: $filter) {\n      nodes {\n        entryId\n        at\n        actor\n        actorKind\n        address\n        requestId\n        action\n        subjectType\n        subjectId\n        details\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.AuditLogDocument,
    "\n  fragment RoleFacts on Role {\n    roleId\n    name\n    description\n    builtIn\n    permissions\n    updatedAt\n    grants {\n      right\n      types\n      own\n      live\n      fields\n      locales\n      ownLocales\n    }\n  }\n": typeof types.RoleFactsFragmentDoc,
    "\n  query Roles {\n    roles {\n      ...RoleFacts\n    }\n  }\n": typeof types.RolesDocument,
    "\n  mutation CreateRole($input: CreateRoleInput!) {\n    createRole(input: $input) {\n      role {\n        ...RoleFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.CreateRoleDocument,
    "\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    updateRole(input: $input) {\n      role {\n        ...RoleFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.UpdateRoleDocument,
    "\n  mutation DeleteRole($input: DeleteRoleInput!) {\n    deleteRole(input: $input) {\n      roleId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.DeleteRoleDocument,
    "\n  query ApiTokens {\n    apiTokens {\n      tokenId\n      name\n      prefix\n      permissions\n      createdAt\n      createdBy\n      expiresAt\n      lastUsedAt\n      grants {\n        right\n      }\n    }\n  }\n": typeof types.ApiTokensDocument,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      token\n      apiToken {\n        tokenId\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.CreateApiTokenDocument,
    "\n  mutation RevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      tokenId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RevokeApiTokenDocument,
    "\n  query AuditActors($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n    }\n  }\n": typeof types.AuditActorsDocument,
    "\n  fragment UserFacts on User {\n    id\n    name\n    email\n    state\n    createdAt\n    roles {\n      locales\n      role {\n        roleId\n        name\n        builtIn\n        grants {\n          ownLocales\n        }\n      }\n    }\n  }\n": typeof types.UserFactsFragmentDoc,
    "\n  query Users($after: String, $search: String, $state: UserState) {\n    users(first: 50, after: $after, search: $search, state: $state) {\n      totalCount\n      nodes {\n        ...UserFacts\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.UsersDocument,
    "\n  query RoleChoices {\n    roles {\n      roleId\n      name\n      description\n      builtIn\n      grants {\n        ownLocales\n      }\n    }\n    contentLocales {\n      tag\n    }\n  }\n": typeof types.RoleChoicesDocument,
    "\n  mutation InviteUser($input: InviteUserInput!) {\n    inviteUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.InviteUserDocument,
    "\n  mutation ResendInvitation($input: ResendInvitationInput!) {\n    resendInvitation(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ResendInvitationDocument,
    "\n  mutation SetUserRoles($input: SetUserRolesInput!) {\n    setUserRoles(input: $input) {\n      roles {\n        roleId\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SetUserRolesDocument,
    "\n  mutation DisableUser($input: DisableUserInput!) {\n    disableUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.DisableUserDocument,
    "\n  mutation EnableUser($input: EnableUserInput!) {\n    enableUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.EnableUserDocument,
    "\n  mutation DeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      userId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.DeleteUserDocument,
    "\n  query SiteSettings {\n    siteSettings {\n      title\n      description\n    }\n  }\n": typeof types.SiteSettingsDocument,
    "\n  mutation UpdateSiteSettings($input: UpdateSiteSettingsInput!) {\n    updateSiteSettings(input: $input) {\n      siteSettings {\n        title\n        description\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.UpdateSiteSettingsDocument,
    "\n  query Exports($first: Int!, $filter: JobFilter!) {\n    jobs(first: $first, filter: $filter) {\n      nodes {\n        ...JobRow\n        result {\n          __typename\n          ... on ExportResult {\n            file {\n              url\n              keptUntil\n              filename\n              bytes\n              rows\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": typeof types.ExportsDocument,
    "\n  mutation ExportContent($input: ExportContentInput!) {\n    exportContent(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ExportContentDocument,
    "\n  mutation ExportQuery($input: ExportQueryInput!) {\n    exportQuery(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ExportQueryDocument,
    "\n  fragment ImportFacts on Import {\n    id\n    state\n    format\n    filename\n    bytes\n    createdAt\n    createdBy\n    settings {\n      type\n      mapping {\n        column\n        field\n      }\n      attachments\n      publish\n    }\n    columns {\n      name\n      samples\n      suggestedField\n    }\n    plan {\n      counts {\n        kind\n        create\n        update\n        leave\n        reject\n      }\n      sample {\n        line\n        kind\n        outcome\n        subject\n        slug\n        values\n      }\n      stale\n    }\n    tally {\n      kind\n      created\n      updated\n      unchanged\n      skipped\n      rejected\n    }\n    undoTally {\n      kind\n      created\n      updated\n      skipped\n    }\n    rejectedRowsUrl\n    planJob {\n      ...JobRow\n    }\n    applyJob {\n      ...JobRow\n    }\n    undoJob {\n      ...JobRow\n    }\n  }\n": typeof types.ImportFactsFragmentDoc,
    "\n  query Imports($first: Int!) {\n    imports(first: $first) {\n      nodes {\n        id\n        state\n        format\n        filename\n        bytes\n        createdAt\n        createdBy\n        settings {\n          type\n        }\n        plan {\n          counts {\n            create\n            update\n            leave\n            reject\n          }\n        }\n        tally {\n          created\n          updated\n          unchanged\n          skipped\n          rejected\n        }\n        undoTally {\n          created\n          updated\n          skipped\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n      totalCount\n    }\n  }\n": typeof types.ImportsDocument,
    "\n  query Import($id: ID!) {\n    import(id: $id) {\n      ...ImportFacts\n    }\n  }\n": typeof types.ImportDocument,
    "\n  query ImportRows($id: ID!, $first: Int!, $outcomes: [ImportOutcome!]) {\n    import(id: $id) {\n      id\n      rows(first: $first, outcomes: $outcomes) {\n        nodes {\n          line\n          kind\n          outcome\n          documentId\n          subject\n          code\n          reason\n        }\n        pageInfo {\n          hasNextPage\n        }\n        totalCount\n      }\n    }\n  }\n": typeof types.ImportRowsDocument,
    "\n  query ImportRowDocuments($ids: [ID!]!) {\n    nodes(ids: $ids, perspective: DRAFT) {\n      __typename\n      id\n      ... on Content {\n        slug\n        _locale {\n          requested\n        }\n      }\n    }\n  }\n": typeof types.ImportRowDocumentsDocument,
    "\n  mutation PlanImport($input: PlanImportInput!) {\n    planImport(input: $input) {\n      import {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.PlanImportDocument,
    "\n  mutation ReplanImport($input: ReplanImportInput!) {\n    replanImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ReplanImportDocument,
    "\n  mutation ApplyImport($input: ApplyImportInput!) {\n    applyImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ApplyImportDocument,
    "\n  mutation UndoImport($input: UndoImportInput!) {\n    undoImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.UndoImportDocument,
    "\n  query Trash($types: [String!], $first: Int!, $after: String) {\n    trash(types: $types, first: $first, after: $after) {\n      nodes {\n        documentId\n        type\n        slug\n        title\n        trashedAt\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      totalCount\n    }\n  }\n": typeof types.TrashDocument,
    "\n  mutation SignOut {\n    signOut(input: {}) {\n      signedOut\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  query MediaCount {\n    assets(first: 1) {\n      totalCount\n    }\n  }\n": typeof types.MediaCountDocument,
    "\n  query RunningJobs {\n    jobs(first: 1, filter: { state: [RUNNING], hasParent: false }) {\n      totalCount\n    }\n  }\n": typeof types.RunningJobsDocument,
    "\n  subscription JobStates {\n    jobs(first: 1, filter: { hasParent: false }) {\n      id\n      state\n    }\n  }\n": typeof types.JobStatesDocument,
    "\n  query SiteTitle {\n    siteSettings {\n      title\n    }\n  }\n": typeof types.SiteTitleDocument,
};
const documents: Documents = {
    "\n  query Viewer {\n    viewer {\n      kind\n      permissions\n      secondFactor\n      user {\n        id\n        name\n        email\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  fragment FieldFacts on ContentField {\n    name\n    kind\n    label\n    description\n    inputName\n    required\n    localized\n    sortable\n    filterable\n    searchable\n    private\n    unique\n    list\n    defaultValue\n    max\n    min\n    decimals\n    choices {\n      value\n      label\n      description\n    }\n    schema\n    targetType\n    accept\n    onDelete\n  }\n": types.FieldFactsFragmentDoc,
    "\n  query ContentTypes {\n    contentTypes {\n      name\n      singular\n      plural\n      label\n      pluralLabel\n      description\n      tree\n      localized\n      titleField\n      sorts\n      groups\n      filters\n      mutations\n      rights\n      writableFields\n      writableLocales\n      fields {\n        ...FieldFacts\n        blocks {\n          name\n          inputName\n          label\n          description\n          fields {\n            ...FieldFacts\n          }\n        }\n      }\n    }\n    contentLocales {\n      tag\n      isDefault\n      fallbacks\n    }\n  }\n": types.ContentTypesDocument,
    "\n  fragment JobRow on Job {\n    id\n    kind\n    state\n    queue\n    attempt\n    maxAttempts\n    createdAt\n    startedAt\n    finishedAt\n    runAt\n    cancelRequestedAt\n    requestedBy\n    childCount\n    failedChildCount\n    progress {\n      stage\n      completed\n      total\n      unit\n      fraction\n      ratePerSecond\n      etaSeconds\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n": types.JobRowFragmentDoc,
    "\n  query JobBoard($since: DateTime!) {\n    running: jobs(first: 60, filter: { state: [RUNNING], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    waiting: jobs(first: 40, filter: { state: [QUEUED, SCHEDULED], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    failed: jobs(first: 40, filter: { state: [FAILED], since: $since, hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    finished: jobs(first: 12, filter: { state: [SUCCEEDED, CANCELED], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n  }\n": types.JobBoardDocument,
    "\n  subscription JobChanges($filter: JobFilter) {\n    jobs(first: 60, filter: $filter) {\n      ...JobRow\n    }\n  }\n": types.JobChangesDocument,
    "\n  mutation CancelJob($input: CancelJobInput!) {\n    cancelJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.CancelJobDocument,
    "\n  mutation RetryJob($input: RetryJobInput!) {\n    retryJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RetryJobDocument,
    "\n  subscription JobProgressChanges($id: ID!) {\n    jobProgress(id: $id) {\n      ...JobRow\n    }\n  }\n": types.JobProgressChangesDocument,
    "\n  query JobActors($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n    }\n  }\n": types.JobActorsDocument,
    "\n  query ChosenAsset($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n    }\n  }\n": types.ChosenAssetDocument,
    "\n  query FetchedAsset($id: ID!) {\n    job(id: $id) {\n      id\n      result {\n        __typename\n        ... on FetchAssetResult {\n          assetId\n          wasThere\n        }\n      }\n    }\n  }\n": types.FetchedAssetDocument,
    "\n  query OneAsset($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n    }\n  }\n": types.OneAssetDocument,
    "\n  fragment AssetCard on Asset {\n    id\n    kind\n    filename\n    contentType\n    bytes\n    width\n    height\n    animated\n    alt\n    private\n    state\n    placeholder\n    dominantColor\n    focalPoint {\n      x\n      y\n    }\n    url\n    createdAt\n  }\n": types.AssetCardFragmentDoc,
    "\n  query Assets($first: Int!, $after: String, $filter: AssetFilter, $search: String, $sort: AssetSort, $counted: Boolean!) {\n    assets(first: $first, after: $after, filter: $filter, search: $search, sort: $sort) {\n      nodes {\n        ...AssetCard\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      totalCount @include(if: $counted)\n    }\n  }\n": types.AssetsDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        tusUrl\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.CreateUploadDocument,
    "\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      asset {\n        ...AssetCard\n      }\n      duplicateOf\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.CompleteUploadDocument,
    "\n  mutation ReplaceAsset($input: ReplaceAssetInput!) {\n    replaceAsset(input: $input) {\n      asset {\n        ...AssetCard\n        sha256\n        updatedAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ReplaceAssetDocument,
    "\n  mutation UploadAssetFromUrl($input: UploadAssetFromUrlInput!) {\n    uploadAssetFromUrl(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.UploadAssetFromUrlDocument,
    "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      requested\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RequestPasswordResetDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.AcceptInvitationDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      reset\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ResetPasswordDocument,
    "\n  query SignInOptions {\n    signInOptions {\n      firstRun\n      provider {\n        name\n        path\n      }\n    }\n  }\n": types.SignInOptionsDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  query Sessions {\n    viewer {\n      secondFactor\n      sessions {\n        sessionId\n        createdAt\n        lastSeenAt\n        address\n        userAgent\n        current\n      }\n    }\n  }\n": types.SessionsDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      sessionId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.EndSessionDocument,
    "\n  mutation SignOutEverywhere {\n    signOut(input: { everywhere: true }) {\n      signedOut\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SignOutEverywhereDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation StartSecondFactor($input: StartSecondFactorInput!) {\n    startSecondFactor(input: $input) {\n      secret\n      url\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.StartSecondFactorDocument,
    "\n  mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {\n    confirmSecondFactor(input: $input) {\n      recoveryCodes\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ConfirmSecondFactorDocument,
    "\n  mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) {\n    removeSecondFactor(input: $input) {\n      __typename\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RemoveSecondFactorDocument,
    "\n  query BulkResult($id: ID!) {\n    job(id: $id) {\n      id\n      result {\n        ... on BulkChangeResult {\n          changed\n          skipped\n        }\n      }\n    }\n  }\n": types.BulkResultDocument,
    "\n  query SavedViews($type: String!) {\n    savedViews(type: $type) {\n      viewId\n      name\n      query\n      shared\n      own\n    }\n  }\n": types.SavedViewsDocument,
    "\n  mutation SaveView($input: SaveViewInput!) {\n    saveView(input: $input) {\n      view {\n        viewId\n        name\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SaveViewDocument,
    "\n  mutation DeleteView($input: DeleteViewInput!) {\n    deleteView(input: $input) {\n      viewId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.DeleteViewDocument,
    "\n  subscription ListChanges($types: [String!]) {\n    contentChanges(types: $types, perspective: DRAFT) {\n      documentId\n      action\n    }\n  }\n": types.ListChangesDocument,
    "\n  query PreviewTokens($documentId: ID!) {\n    previewTokens(documentId: $documentId) {\n      tokenId\n      expiresAt\n    }\n  }\n": types.PreviewTokensDocument,
    "\n  mutation CreatePreviewToken($input: CreatePreviewTokenInput!) {\n    createPreviewToken(input: $input) {\n      token\n      previewToken {\n        tokenId\n        expiresAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.CreatePreviewTokenDocument,
    "\n  mutation RevokePreviewToken($input: RevokePreviewTokenInput!) {\n    revokePreviewToken(input: $input) {\n      tokenId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RevokePreviewTokenDocument,
    "\n  query RevisionContent($id: ID!, $number: Int!) {\n    revision(id: $id, number: $number) {\n      documentId\n      number\n      content\n    }\n  }\n": types.RevisionContentDocument,
    "\n  query RevisionComparison($id: ID!, $from: Int!, $to: Int!) {\n    compareRevisions(id: $id, from: $from, to: $to) {\n      field\n      locale\n      before\n      after\n    }\n  }\n": types.RevisionComparisonDocument,
    "\n  query ActorNames($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n      kind\n    }\n  }\n": types.ActorNamesDocument,
    "\n  subscription DocumentChanges($types: [String!]) {\n    contentChanges(types: $types, perspective: DRAFT) {\n      documentId\n      action\n      actor\n      revision\n      at\n    }\n  }\n": types.DocumentChangesDocument,
    "\n  query JobKinds {\n    jobKinds {\n      kind\n      queue\n    }\n  }\n": types.JobKindsDocument,
    "\n  query JobHistory($first: Int, $after: String, $last: Int, $before: String, $filter: JobFilter) {\n    jobs(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      nodes {\n        ...JobRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.JobHistoryDocument,
    "\n  query JobDetails($id: ID!) {\n    job(id: $id) {\n      ...JobRow\n      priority\n      parent {\n        id\n        kind\n      }\n      events(first: 200) {\n        ver\n        fromState\n        toState\n        actor\n        reason\n        at\n      }\n      result {\n        __typename\n        ...JobResultFields\n      }\n    }\n  }\n": types.JobDetailsDocument,
    "\n  query JobParts($id: ID!, $first: Int!) {\n    job(id: $id) {\n      id\n      children(first: $first) {\n        totalCount\n        nodes {\n          ...JobRow\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n": types.JobPartsDocument,
    "\n  query JobWarnings($id: ID!, $first: Int!, $severity: JobWarningSeverity) {\n    job(id: $id) {\n      id\n      warnings(first: $first, severity: $severity) {\n        totalCount\n        nodes {\n          seq\n          severity\n          line\n          subject\n          code\n          message\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n": types.JobWarningsDocument,
    "\n  query Lanes {\n    queues {\n      name\n      depth\n      oldestWaitSeconds\n      paused\n    }\n    workers {\n      name\n    }\n  }\n": types.LanesDocument,
    "\n  query Queues {\n    queues {\n      name\n      depth\n      oldestWaitSeconds\n      running\n      paused\n      workers\n    }\n  }\n": types.QueuesDocument,
    "\n  query Schedules {\n    schedules {\n      kind\n      cron\n      timeZone\n      nextFireAt\n      lastFireAt\n      paused\n    }\n  }\n": types.SchedulesDocument,
    "\n  mutation PauseSchedule($input: PauseScheduleInput!) {\n    pauseSchedule(input: $input) {\n      schedule {\n        kind\n        paused\n        nextFireAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.PauseScheduleDocument,
    "\n  mutation ResumeSchedule($input: ResumeScheduleInput!) {\n    resumeSchedule(input: $input) {\n      schedule {\n        kind\n        paused\n        nextFireAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ResumeScheduleDocument,
    "\n  mutation RunScheduleNow($input: RunScheduleNowInput!) {\n    runScheduleNow(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RunScheduleNowDocument,
    "\n  query Workers {\n    workers {\n      name\n      host\n      queues\n      running\n      startedAt\n      lastSeenAt\n    }\n  }\n": types.WorkersDocument,
    "\n  fragment JobResultFields on JobResult {\n    ... on BulkChangeResult {\n      changed\n      skipped\n    }\n    ... on ExportResult {\n      snapshot\n      deleted\n      file {\n        url\n        keptUntil\n        filename\n        bytes\n        rows\n      }\n    }\n    ... on FetchAssetResult {\n      assetId\n      wasThere\n    }\n    ... on ImportResult {\n      counts {\n        kind\n        created\n        updated\n        unchanged\n        skipped\n        rejected\n      }\n    }\n    ... on PruneEventsResult {\n      events\n    }\n    ... on PruneFiguresResult {\n      minutes\n    }\n    ... on PruneJobsResult {\n      jobs\n      idempotencyKeys\n      scheduleFires\n    }\n    ... on PruneSignInsResult {\n      rows\n    }\n    ... on PurgeFilesResult {\n      folders\n    }\n    ... on SweepUploadsResult {\n      uploads\n    }\n  }\n": types.JobResultFieldsFragmentDoc,
    "\n  mutation PauseQueue($input: PauseQueueInput!) {\n    pauseQueue(input: $input) {\n      queue {\n        name\n        paused\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.PauseQueueDocument,
    "\n  mutation ResumeQueue($input: ResumeQueueInput!) {\n    resumeQueue(input: $input) {\n      queue {\n        name\n        paused\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ResumeQueueDocument,
    "\n  mutation DeleteAssets($input: DeleteAssetsInput!) {\n    deleteAssets(input: $input) {\n      deletedIds\n      usages {\n        nodes {\n          type\n          documentId\n          field\n          targetId\n        }\n        totalCount\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.DeleteAssetsDocument,
    "\n  query AssetDetails($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n      caption\n      sha256\n      pages\n      failure\n      uploadedBy\n      updatedAt\n      usages(first: 20) {\n        nodes {\n          type\n          documentId\n          field\n        }\n        totalCount\n      }\n    }\n  }\n": types.AssetDetailsDocument,
    "\n  mutation UpdateAsset($input: UpdateAssetInput!) {\n    updateAsset(input: $input) {\n      asset {\n        ...AssetCard\n        caption\n        updatedAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.UpdateAssetDocument,
    "\n  query OverviewFailures($since: DateTime!) {\n    failed: jobs(first: 5, filter: { state: [FAILED], since: $since, hasParent: false }) {\n      totalCount\n      nodes {\n        id\n        kind\n        error {\n          code\n          message\n        }\n      }\n    }\n    mails: jobs(first: 1, filter: { state: [FAILED], kind: [\"mail.send-mail\"], since: $since }) {\n      totalCount\n    }\n  }\n": types.OverviewFailuresDocument,
    "\n  query RecentAudit {\n    auditLog(first: 5) {\n      nodes {\n        entryId\n        at\n        action\n        actor\n        subjectType\n      }\n    }\n  }\n": types.RecentAuditDocument,
    "\n  query Figures($since: DateTime) {\n    serverFigures(since: $since) {\n      stepMinutes\n      points {\n        at\n        requests\n        errors\n        p50Ms\n        p95Ms\n        p99Ms\n        jobsSucceeded\n        jobsFailed\n        jobsWaiting\n      }\n    }\n  }\n": types.FiguresDocument,
    "\n  query Health {\n    systemHealth {\n      checks {\n        part\n        state\n        message\n        latencyMs\n      }\n    }\n  }\n": types.HealthDocument,
    "\n  query AuditLog($after: String, $filter: AuditFilter) {\n    auditLog(first: 50, after: $after, filter: $filter) {\n      nodes {\n        entryId\n        at\n        actor\n        actorKind\n        address\n        requestId\n        action\n        subjectType\n        subjectId\n        details\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.AuditLogDocument,
    "\n  fragment RoleFacts on Role {\n    roleId\n    name\n    description\n    builtIn\n    permissions\n    updatedAt\n    grants {\n      right\n      types\n      own\n      live\n      fields\n      locales\n      ownLocales\n    }\n  }\n": types.RoleFactsFragmentDoc,
    "\n  query Roles {\n    roles {\n      ...RoleFacts\n    }\n  }\n": types.RolesDocument,
    "\n  mutation CreateRole($input: CreateRoleInput!) {\n    createRole(input: $input) {\n      role {\n        ...RoleFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.CreateRoleDocument,
    "\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    updateRole(input: $input) {\n      role {\n        ...RoleFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.UpdateRoleDocument,
    "\n  mutation DeleteRole($input: DeleteRoleInput!) {\n    deleteRole(input: $input) {\n      roleId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.DeleteRoleDocument,
    "\n  query ApiTokens {\n    apiTokens {\n      tokenId\n      name\n      prefix\n      permissions\n      createdAt\n      createdBy\n      expiresAt\n      lastUsedAt\n      grants {\n        right\n      }\n    }\n  }\n": types.ApiTokensDocument,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      token\n      apiToken {\n        tokenId\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.CreateApiTokenDocument,
    "\n  mutation RevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      tokenId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RevokeApiTokenDocument,
    "\n  query AuditActors($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n    }\n  }\n": types.AuditActorsDocument,
    "\n  fragment UserFacts on User {\n    id\n    name\n    email\n    state\n    createdAt\n    roles {\n      locales\n      role {\n        roleId\n        name\n        builtIn\n        grants {\n          ownLocales\n        }\n      }\n    }\n  }\n": types.UserFactsFragmentDoc,
    "\n  query Users($after: String, $search: String, $state: UserState) {\n    users(first: 50, after: $after, search: $search, state: $state) {\n      totalCount\n      nodes {\n        ...UserFacts\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.UsersDocument,
    "\n  query RoleChoices {\n    roles {\n      roleId\n      name\n      description\n      builtIn\n      grants {\n        ownLocales\n      }\n    }\n    contentLocales {\n      tag\n    }\n  }\n": types.RoleChoicesDocument,
    "\n  mutation InviteUser($input: InviteUserInput!) {\n    inviteUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.InviteUserDocument,
    "\n  mutation ResendInvitation($input: ResendInvitationInput!) {\n    resendInvitation(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ResendInvitationDocument,
    "\n  mutation SetUserRoles($input: SetUserRolesInput!) {\n    setUserRoles(input: $input) {\n      roles {\n        roleId\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SetUserRolesDocument,
    "\n  mutation DisableUser($input: DisableUserInput!) {\n    disableUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.DisableUserDocument,
    "\n  mutation EnableUser($input: EnableUserInput!) {\n    enableUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.EnableUserDocument,
    "\n  mutation DeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      userId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.DeleteUserDocument,
    "\n  query SiteSettings {\n    siteSettings {\n      title\n      description\n    }\n  }\n": types.SiteSettingsDocument,
    "\n  mutation UpdateSiteSettings($input: UpdateSiteSettingsInput!) {\n    updateSiteSettings(input: $input) {\n      siteSettings {\n        title\n        description\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.UpdateSiteSettingsDocument,
    "\n  query Exports($first: Int!, $filter: JobFilter!) {\n    jobs(first: $first, filter: $filter) {\n      nodes {\n        ...JobRow\n        result {\n          __typename\n          ... on ExportResult {\n            file {\n              url\n              keptUntil\n              filename\n              bytes\n              rows\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": types.ExportsDocument,
    "\n  mutation ExportContent($input: ExportContentInput!) {\n    exportContent(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ExportContentDocument,
    "\n  mutation ExportQuery($input: ExportQueryInput!) {\n    exportQuery(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ExportQueryDocument,
    "\n  fragment ImportFacts on Import {\n    id\n    state\n    format\n    filename\n    bytes\n    createdAt\n    createdBy\n    settings {\n      type\n      mapping {\n        column\n        field\n      }\n      attachments\n      publish\n    }\n    columns {\n      name\n      samples\n      suggestedField\n    }\n    plan {\n      counts {\n        kind\n        create\n        update\n        leave\n        reject\n      }\n      sample {\n        line\n        kind\n        outcome\n        subject\n        slug\n        values\n      }\n      stale\n    }\n    tally {\n      kind\n      created\n      updated\n      unchanged\n      skipped\n      rejected\n    }\n    undoTally {\n      kind\n      created\n      updated\n      skipped\n    }\n    rejectedRowsUrl\n    planJob {\n      ...JobRow\n    }\n    applyJob {\n      ...JobRow\n    }\n    undoJob {\n      ...JobRow\n    }\n  }\n": types.ImportFactsFragmentDoc,
    "\n  query Imports($first: Int!) {\n    imports(first: $first) {\n      nodes {\n        id\n        state\n        format\n        filename\n        bytes\n        createdAt\n        createdBy\n        settings {\n          type\n        }\n        plan {\n          counts {\n            create\n            update\n            leave\n            reject\n          }\n        }\n        tally {\n          created\n          updated\n          unchanged\n          skipped\n          rejected\n        }\n        undoTally {\n          created\n          updated\n          skipped\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n      totalCount\n    }\n  }\n": types.ImportsDocument,
    "\n  query Import($id: ID!) {\n    import(id: $id) {\n      ...ImportFacts\n    }\n  }\n": types.ImportDocument,
    "\n  query ImportRows($id: ID!, $first: Int!, $outcomes: [ImportOutcome!]) {\n    import(id: $id) {\n      id\n      rows(first: $first, outcomes: $outcomes) {\n        nodes {\n          line\n          kind\n          outcome\n          documentId\n          subject\n          code\n          reason\n        }\n        pageInfo {\n          hasNextPage\n        }\n        totalCount\n      }\n    }\n  }\n": types.ImportRowsDocument,
    "\n  query ImportRowDocuments($ids: [ID!]!) {\n    nodes(ids: $ids, perspective: DRAFT) {\n      __typename\n      id\n      ... on Content {\n        slug\n        _locale {\n          requested\n        }\n      }\n    }\n  }\n": types.ImportRowDocumentsDocument,
    "\n  mutation PlanImport($input: PlanImportInput!) {\n    planImport(input: $input) {\n      import {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.PlanImportDocument,
    "\n  mutation ReplanImport($input: ReplanImportInput!) {\n    replanImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ReplanImportDocument,
    "\n  mutation ApplyImport($input: ApplyImportInput!) {\n    applyImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ApplyImportDocument,
    "\n  mutation UndoImport($input: UndoImportInput!) {\n    undoImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.UndoImportDocument,
    "\n  query Trash($types: [String!], $first: Int!, $after: String) {\n    trash(types: $types, first: $first, after: $after) {\n      nodes {\n        documentId\n        type\n        slug\n        title\n        trashedAt\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      totalCount\n    }\n  }\n": types.TrashDocument,
    "\n  mutation SignOut {\n    signOut(input: {}) {\n      signedOut\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SignOutDocument,
    "\n  query MediaCount {\n    assets(first: 1) {\n      totalCount\n    }\n  }\n": types.MediaCountDocument,
    "\n  query RunningJobs {\n    jobs(first: 1, filter: { state: [RUNNING], hasParent: false }) {\n      totalCount\n    }\n  }\n": types.RunningJobsDocument,
    "\n  subscription JobStates {\n    jobs(first: 1, filter: { hasParent: false }) {\n      id\n      state\n    }\n  }\n": types.JobStatesDocument,
    "\n  query SiteTitle {\n    siteSettings {\n      title\n    }\n  }\n": types.SiteTitleDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      kind\n      permissions\n      secondFactor\n      user {\n        id\n        name\n        email\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      kind\n      permissions\n      secondFactor\n      user {\n        id\n        name\n        email\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FieldFacts on ContentField {\n    name\n    kind\n    label\n    description\n    inputName\n    required\n    localized\n    sortable\n    filterable\n    searchable\n    private\n    unique\n    list\n    defaultValue\n    max\n    min\n    decimals\n    choices {\n      value\n      label\n      description\n    }\n    schema\n    targetType\n    accept\n    onDelete\n  }\n"): (typeof documents)["\n  fragment FieldFacts on ContentField {\n    name\n    kind\n    label\n    description\n    inputName\n    required\n    localized\n    sortable\n    filterable\n    searchable\n    private\n    unique\n    list\n    defaultValue\n    max\n    min\n    decimals\n    choices {\n      value\n      label\n      description\n    }\n    schema\n    targetType\n    accept\n    onDelete\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContentTypes {\n    contentTypes {\n      name\n      singular\n      plural\n      label\n      pluralLabel\n      description\n      tree\n      localized\n      titleField\n      sorts\n      groups\n      filters\n      mutations\n      rights\n      writableFields\n      writableLocales\n      fields {\n        ...FieldFacts\n        blocks {\n          name\n          inputName\n          label\n          description\n          fields {\n            ...FieldFacts\n          }\n        }\n      }\n    }\n    contentLocales {\n      tag\n      isDefault\n      fallbacks\n    }\n  }\n"): (typeof documents)["\n  query ContentTypes {\n    contentTypes {\n      name\n      singular\n      plural\n      label\n      pluralLabel\n      description\n      tree\n      localized\n      titleField\n      sorts\n      groups\n      filters\n      mutations\n      rights\n      writableFields\n      writableLocales\n      fields {\n        ...FieldFacts\n        blocks {\n          name\n          inputName\n          label\n          description\n          fields {\n            ...FieldFacts\n          }\n        }\n      }\n    }\n    contentLocales {\n      tag\n      isDefault\n      fallbacks\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment JobRow on Job {\n    id\n    kind\n    state\n    queue\n    attempt\n    maxAttempts\n    createdAt\n    startedAt\n    finishedAt\n    runAt\n    cancelRequestedAt\n    requestedBy\n    childCount\n    failedChildCount\n    progress {\n      stage\n      completed\n      total\n      unit\n      fraction\n      ratePerSecond\n      etaSeconds\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n"): (typeof documents)["\n  fragment JobRow on Job {\n    id\n    kind\n    state\n    queue\n    attempt\n    maxAttempts\n    createdAt\n    startedAt\n    finishedAt\n    runAt\n    cancelRequestedAt\n    requestedBy\n    childCount\n    failedChildCount\n    progress {\n      stage\n      completed\n      total\n      unit\n      fraction\n      ratePerSecond\n      etaSeconds\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobBoard($since: DateTime!) {\n    running: jobs(first: 60, filter: { state: [RUNNING], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    waiting: jobs(first: 40, filter: { state: [QUEUED, SCHEDULED], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    failed: jobs(first: 40, filter: { state: [FAILED], since: $since, hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    finished: jobs(first: 12, filter: { state: [SUCCEEDED, CANCELED], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n  }\n"): (typeof documents)["\n  query JobBoard($since: DateTime!) {\n    running: jobs(first: 60, filter: { state: [RUNNING], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    waiting: jobs(first: 40, filter: { state: [QUEUED, SCHEDULED], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    failed: jobs(first: 40, filter: { state: [FAILED], since: $since, hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n    finished: jobs(first: 12, filter: { state: [SUCCEEDED, CANCELED], hasParent: false }) {\n      nodes {\n        ...JobRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription JobChanges($filter: JobFilter) {\n    jobs(first: 60, filter: $filter) {\n      ...JobRow\n    }\n  }\n"): (typeof documents)["\n  subscription JobChanges($filter: JobFilter) {\n    jobs(first: 60, filter: $filter) {\n      ...JobRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelJob($input: CancelJobInput!) {\n    cancelJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelJob($input: CancelJobInput!) {\n    cancelJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryJob($input: RetryJobInput!) {\n    retryJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RetryJob($input: RetryJobInput!) {\n    retryJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription JobProgressChanges($id: ID!) {\n    jobProgress(id: $id) {\n      ...JobRow\n    }\n  }\n"): (typeof documents)["\n  subscription JobProgressChanges($id: ID!) {\n    jobProgress(id: $id) {\n      ...JobRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobActors($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n    }\n  }\n"): (typeof documents)["\n  query JobActors($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChosenAsset($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n    }\n  }\n"): (typeof documents)["\n  query ChosenAsset($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FetchedAsset($id: ID!) {\n    job(id: $id) {\n      id\n      result {\n        __typename\n        ... on FetchAssetResult {\n          assetId\n          wasThere\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FetchedAsset($id: ID!) {\n    job(id: $id) {\n      id\n      result {\n        __typename\n        ... on FetchAssetResult {\n          assetId\n          wasThere\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneAsset($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n    }\n  }\n"): (typeof documents)["\n  query OneAsset($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AssetCard on Asset {\n    id\n    kind\n    filename\n    contentType\n    bytes\n    width\n    height\n    animated\n    alt\n    private\n    state\n    placeholder\n    dominantColor\n    focalPoint {\n      x\n      y\n    }\n    url\n    createdAt\n  }\n"): (typeof documents)["\n  fragment AssetCard on Asset {\n    id\n    kind\n    filename\n    contentType\n    bytes\n    width\n    height\n    animated\n    alt\n    private\n    state\n    placeholder\n    dominantColor\n    focalPoint {\n      x\n      y\n    }\n    url\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Assets($first: Int!, $after: String, $filter: AssetFilter, $search: String, $sort: AssetSort, $counted: Boolean!) {\n    assets(first: $first, after: $after, filter: $filter, search: $search, sort: $sort) {\n      nodes {\n        ...AssetCard\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      totalCount @include(if: $counted)\n    }\n  }\n"): (typeof documents)["\n  query Assets($first: Int!, $after: String, $filter: AssetFilter, $search: String, $sort: AssetSort, $counted: Boolean!) {\n    assets(first: $first, after: $after, filter: $filter, search: $search, sort: $sort) {\n      nodes {\n        ...AssetCard\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      totalCount @include(if: $counted)\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        tusUrl\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        tusUrl\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      asset {\n        ...AssetCard\n      }\n      duplicateOf\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      asset {\n        ...AssetCard\n      }\n      duplicateOf\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplaceAsset($input: ReplaceAssetInput!) {\n    replaceAsset(input: $input) {\n      asset {\n        ...AssetCard\n        sha256\n        updatedAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReplaceAsset($input: ReplaceAssetInput!) {\n    replaceAsset(input: $input) {\n      asset {\n        ...AssetCard\n        sha256\n        updatedAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UploadAssetFromUrl($input: UploadAssetFromUrlInput!) {\n    uploadAssetFromUrl(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UploadAssetFromUrl($input: UploadAssetFromUrlInput!) {\n    uploadAssetFromUrl(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      requested\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      requested\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      reset\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      reset\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignInOptions {\n    signInOptions {\n      firstRun\n      provider {\n        name\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  query SignInOptions {\n    signInOptions {\n      firstRun\n      provider {\n        name\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sessions {\n    viewer {\n      secondFactor\n      sessions {\n        sessionId\n        createdAt\n        lastSeenAt\n        address\n        userAgent\n        current\n      }\n    }\n  }\n"): (typeof documents)["\n  query Sessions {\n    viewer {\n      secondFactor\n      sessions {\n        sessionId\n        createdAt\n        lastSeenAt\n        address\n        userAgent\n        current\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      sessionId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      sessionId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOutEverywhere {\n    signOut(input: { everywhere: true }) {\n      signedOut\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOutEverywhere {\n    signOut(input: { everywhere: true }) {\n      signedOut\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartSecondFactor($input: StartSecondFactorInput!) {\n    startSecondFactor(input: $input) {\n      secret\n      url\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartSecondFactor($input: StartSecondFactorInput!) {\n    startSecondFactor(input: $input) {\n      secret\n      url\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {\n    confirmSecondFactor(input: $input) {\n      recoveryCodes\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {\n    confirmSecondFactor(input: $input) {\n      recoveryCodes\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) {\n    removeSecondFactor(input: $input) {\n      __typename\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) {\n    removeSecondFactor(input: $input) {\n      __typename\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BulkResult($id: ID!) {\n    job(id: $id) {\n      id\n      result {\n        ... on BulkChangeResult {\n          changed\n          skipped\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query BulkResult($id: ID!) {\n    job(id: $id) {\n      id\n      result {\n        ... on BulkChangeResult {\n          changed\n          skipped\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SavedViews($type: String!) {\n    savedViews(type: $type) {\n      viewId\n      name\n      query\n      shared\n      own\n    }\n  }\n"): (typeof documents)["\n  query SavedViews($type: String!) {\n    savedViews(type: $type) {\n      viewId\n      name\n      query\n      shared\n      own\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveView($input: SaveViewInput!) {\n    saveView(input: $input) {\n      view {\n        viewId\n        name\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SaveView($input: SaveViewInput!) {\n    saveView(input: $input) {\n      view {\n        viewId\n        name\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteView($input: DeleteViewInput!) {\n    deleteView(input: $input) {\n      viewId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteView($input: DeleteViewInput!) {\n    deleteView(input: $input) {\n      viewId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ListChanges($types: [String!]) {\n    contentChanges(types: $types, perspective: DRAFT) {\n      documentId\n      action\n    }\n  }\n"): (typeof documents)["\n  subscription ListChanges($types: [String!]) {\n    contentChanges(types: $types, perspective: DRAFT) {\n      documentId\n      action\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewTokens($documentId: ID!) {\n    previewTokens(documentId: $documentId) {\n      tokenId\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  query PreviewTokens($documentId: ID!) {\n    previewTokens(documentId: $documentId) {\n      tokenId\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePreviewToken($input: CreatePreviewTokenInput!) {\n    createPreviewToken(input: $input) {\n      token\n      previewToken {\n        tokenId\n        expiresAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreatePreviewToken($input: CreatePreviewTokenInput!) {\n    createPreviewToken(input: $input) {\n      token\n      previewToken {\n        tokenId\n        expiresAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokePreviewToken($input: RevokePreviewTokenInput!) {\n    revokePreviewToken(input: $input) {\n      tokenId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokePreviewToken($input: RevokePreviewTokenInput!) {\n    revokePreviewToken(input: $input) {\n      tokenId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RevisionContent($id: ID!, $number: Int!) {\n    revision(id: $id, number: $number) {\n      documentId\n      number\n      content\n    }\n  }\n"): (typeof documents)["\n  query RevisionContent($id: ID!, $number: Int!) {\n    revision(id: $id, number: $number) {\n      documentId\n      number\n      content\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RevisionComparison($id: ID!, $from: Int!, $to: Int!) {\n    compareRevisions(id: $id, from: $from, to: $to) {\n      field\n      locale\n      before\n      after\n    }\n  }\n"): (typeof documents)["\n  query RevisionComparison($id: ID!, $from: Int!, $to: Int!) {\n    compareRevisions(id: $id, from: $from, to: $to) {\n      field\n      locale\n      before\n      after\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ActorNames($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n      kind\n    }\n  }\n"): (typeof documents)["\n  query ActorNames($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n      kind\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DocumentChanges($types: [String!]) {\n    contentChanges(types: $types, perspective: DRAFT) {\n      documentId\n      action\n      actor\n      revision\n      at\n    }\n  }\n"): (typeof documents)["\n  subscription DocumentChanges($types: [String!]) {\n    contentChanges(types: $types, perspective: DRAFT) {\n      documentId\n      action\n      actor\n      revision\n      at\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobKinds {\n    jobKinds {\n      kind\n      queue\n    }\n  }\n"): (typeof documents)["\n  query JobKinds {\n    jobKinds {\n      kind\n      queue\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobHistory($first: Int, $after: String, $last: Int, $before: String, $filter: JobFilter) {\n    jobs(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      nodes {\n        ...JobRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query JobHistory($first: Int, $after: String, $last: Int, $before: String, $filter: JobFilter) {\n    jobs(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      nodes {\n        ...JobRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobDetails($id: ID!) {\n    job(id: $id) {\n      ...JobRow\n      priority\n      parent {\n        id\n        kind\n      }\n      events(first: 200) {\n        ver\n        fromState\n        toState\n        actor\n        reason\n        at\n      }\n      result {\n        __typename\n        ...JobResultFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query JobDetails($id: ID!) {\n    job(id: $id) {\n      ...JobRow\n      priority\n      parent {\n        id\n        kind\n      }\n      events(first: 200) {\n        ver\n        fromState\n        toState\n        actor\n        reason\n        at\n      }\n      result {\n        __typename\n        ...JobResultFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobParts($id: ID!, $first: Int!) {\n    job(id: $id) {\n      id\n      children(first: $first) {\n        totalCount\n        nodes {\n          ...JobRow\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query JobParts($id: ID!, $first: Int!) {\n    job(id: $id) {\n      id\n      children(first: $first) {\n        totalCount\n        nodes {\n          ...JobRow\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobWarnings($id: ID!, $first: Int!, $severity: JobWarningSeverity) {\n    job(id: $id) {\n      id\n      warnings(first: $first, severity: $severity) {\n        totalCount\n        nodes {\n          seq\n          severity\n          line\n          subject\n          code\n          message\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query JobWarnings($id: ID!, $first: Int!, $severity: JobWarningSeverity) {\n    job(id: $id) {\n      id\n      warnings(first: $first, severity: $severity) {\n        totalCount\n        nodes {\n          seq\n          severity\n          line\n          subject\n          code\n          message\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Lanes {\n    queues {\n      name\n      depth\n      oldestWaitSeconds\n      paused\n    }\n    workers {\n      name\n    }\n  }\n"): (typeof documents)["\n  query Lanes {\n    queues {\n      name\n      depth\n      oldestWaitSeconds\n      paused\n    }\n    workers {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Queues {\n    queues {\n      name\n      depth\n      oldestWaitSeconds\n      running\n      paused\n      workers\n    }\n  }\n"): (typeof documents)["\n  query Queues {\n    queues {\n      name\n      depth\n      oldestWaitSeconds\n      running\n      paused\n      workers\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Schedules {\n    schedules {\n      kind\n      cron\n      timeZone\n      nextFireAt\n      lastFireAt\n      paused\n    }\n  }\n"): (typeof documents)["\n  query Schedules {\n    schedules {\n      kind\n      cron\n      timeZone\n      nextFireAt\n      lastFireAt\n      paused\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PauseSchedule($input: PauseScheduleInput!) {\n    pauseSchedule(input: $input) {\n      schedule {\n        kind\n        paused\n        nextFireAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PauseSchedule($input: PauseScheduleInput!) {\n    pauseSchedule(input: $input) {\n      schedule {\n        kind\n        paused\n        nextFireAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeSchedule($input: ResumeScheduleInput!) {\n    resumeSchedule(input: $input) {\n      schedule {\n        kind\n        paused\n        nextFireAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResumeSchedule($input: ResumeScheduleInput!) {\n    resumeSchedule(input: $input) {\n      schedule {\n        kind\n        paused\n        nextFireAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RunScheduleNow($input: RunScheduleNowInput!) {\n    runScheduleNow(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RunScheduleNow($input: RunScheduleNowInput!) {\n    runScheduleNow(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Workers {\n    workers {\n      name\n      host\n      queues\n      running\n      startedAt\n      lastSeenAt\n    }\n  }\n"): (typeof documents)["\n  query Workers {\n    workers {\n      name\n      host\n      queues\n      running\n      startedAt\n      lastSeenAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment JobResultFields on JobResult {\n    ... on BulkChangeResult {\n      changed\n      skipped\n    }\n    ... on ExportResult {\n      snapshot\n      deleted\n      file {\n        url\n        keptUntil\n        filename\n        bytes\n        rows\n      }\n    }\n    ... on FetchAssetResult {\n      assetId\n      wasThere\n    }\n    ... on ImportResult {\n      counts {\n        kind\n        created\n        updated\n        unchanged\n        skipped\n        rejected\n      }\n    }\n    ... on PruneEventsResult {\n      events\n    }\n    ... on PruneFiguresResult {\n      minutes\n    }\n    ... on PruneJobsResult {\n      jobs\n      idempotencyKeys\n      scheduleFires\n    }\n    ... on PruneSignInsResult {\n      rows\n    }\n    ... on PurgeFilesResult {\n      folders\n    }\n    ... on SweepUploadsResult {\n      uploads\n    }\n  }\n"): (typeof documents)["\n  fragment JobResultFields on JobResult {\n    ... on BulkChangeResult {\n      changed\n      skipped\n    }\n    ... on ExportResult {\n      snapshot\n      deleted\n      file {\n        url\n        keptUntil\n        filename\n        bytes\n        rows\n      }\n    }\n    ... on FetchAssetResult {\n      assetId\n      wasThere\n    }\n    ... on ImportResult {\n      counts {\n        kind\n        created\n        updated\n        unchanged\n        skipped\n        rejected\n      }\n    }\n    ... on PruneEventsResult {\n      events\n    }\n    ... on PruneFiguresResult {\n      minutes\n    }\n    ... on PruneJobsResult {\n      jobs\n      idempotencyKeys\n      scheduleFires\n    }\n    ... on PruneSignInsResult {\n      rows\n    }\n    ... on PurgeFilesResult {\n      folders\n    }\n    ... on SweepUploadsResult {\n      uploads\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PauseQueue($input: PauseQueueInput!) {\n    pauseQueue(input: $input) {\n      queue {\n        name\n        paused\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PauseQueue($input: PauseQueueInput!) {\n    pauseQueue(input: $input) {\n      queue {\n        name\n        paused\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeQueue($input: ResumeQueueInput!) {\n    resumeQueue(input: $input) {\n      queue {\n        name\n        paused\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResumeQueue($input: ResumeQueueInput!) {\n    resumeQueue(input: $input) {\n      queue {\n        name\n        paused\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteAssets($input: DeleteAssetsInput!) {\n    deleteAssets(input: $input) {\n      deletedIds\n      usages {\n        nodes {\n          type\n          documentId\n          field\n          targetId\n        }\n        totalCount\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteAssets($input: DeleteAssetsInput!) {\n    deleteAssets(input: $input) {\n      deletedIds\n      usages {\n        nodes {\n          type\n          documentId\n          field\n          targetId\n        }\n        totalCount\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AssetDetails($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n      caption\n      sha256\n      pages\n      failure\n      uploadedBy\n      updatedAt\n      usages(first: 20) {\n        nodes {\n          type\n          documentId\n          field\n        }\n        totalCount\n      }\n    }\n  }\n"): (typeof documents)["\n  query AssetDetails($id: ID!) {\n    asset(id: $id) {\n      ...AssetCard\n      caption\n      sha256\n      pages\n      failure\n      uploadedBy\n      updatedAt\n      usages(first: 20) {\n        nodes {\n          type\n          documentId\n          field\n        }\n        totalCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateAsset($input: UpdateAssetInput!) {\n    updateAsset(input: $input) {\n      asset {\n        ...AssetCard\n        caption\n        updatedAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateAsset($input: UpdateAssetInput!) {\n    updateAsset(input: $input) {\n      asset {\n        ...AssetCard\n        caption\n        updatedAt\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OverviewFailures($since: DateTime!) {\n    failed: jobs(first: 5, filter: { state: [FAILED], since: $since, hasParent: false }) {\n      totalCount\n      nodes {\n        id\n        kind\n        error {\n          code\n          message\n        }\n      }\n    }\n    mails: jobs(first: 1, filter: { state: [FAILED], kind: [\"mail.send-mail\"], since: $since }) {\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query OverviewFailures($since: DateTime!) {\n    failed: jobs(first: 5, filter: { state: [FAILED], since: $since, hasParent: false }) {\n      totalCount\n      nodes {\n        id\n        kind\n        error {\n          code\n          message\n        }\n      }\n    }\n    mails: jobs(first: 1, filter: { state: [FAILED], kind: [\"mail.send-mail\"], since: $since }) {\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecentAudit {\n    auditLog(first: 5) {\n      nodes {\n        entryId\n        at\n        action\n        actor\n        subjectType\n      }\n    }\n  }\n"): (typeof documents)["\n  query RecentAudit {\n    auditLog(first: 5) {\n      nodes {\n        entryId\n        at\n        action\n        actor\n        subjectType\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Figures($since: DateTime) {\n    serverFigures(since: $since) {\n      stepMinutes\n      points {\n        at\n        requests\n        errors\n        p50Ms\n        p95Ms\n        p99Ms\n        jobsSucceeded\n        jobsFailed\n        jobsWaiting\n      }\n    }\n  }\n"): (typeof documents)["\n  query Figures($since: DateTime) {\n    serverFigures(since: $since) {\n      stepMinutes\n      points {\n        at\n        requests\n        errors\n        p50Ms\n        p95Ms\n        p99Ms\n        jobsSucceeded\n        jobsFailed\n        jobsWaiting\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Health {\n    systemHealth {\n      checks {\n        part\n        state\n        message\n        latencyMs\n      }\n    }\n  }\n"): (typeof documents)["\n  query Health {\n    systemHealth {\n      checks {\n        part\n        state\n        message\n        latencyMs\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditLog($after: String, $filter: AuditFilter) {\n    auditLog(first: 50, after: $after, filter: $filter) {\n      nodes {\n        entryId\n        at\n        actor\n        actorKind\n        address\n        requestId\n        action\n        subjectType\n        subjectId\n        details\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditLog($after: String, $filter: AuditFilter) {\n    auditLog(first: 50, after: $after, filter: $filter) {\n      nodes {\n        entryId\n        at\n        actor\n        actorKind\n        address\n        requestId\n        action\n        subjectType\n        subjectId\n        details\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RoleFacts on Role {\n    roleId\n    name\n    description\n    builtIn\n    permissions\n    updatedAt\n    grants {\n      right\n      types\n      own\n      live\n      fields\n      locales\n      ownLocales\n    }\n  }\n"): (typeof documents)["\n  fragment RoleFacts on Role {\n    roleId\n    name\n    description\n    builtIn\n    permissions\n    updatedAt\n    grants {\n      right\n      types\n      own\n      live\n      fields\n      locales\n      ownLocales\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Roles {\n    roles {\n      ...RoleFacts\n    }\n  }\n"): (typeof documents)["\n  query Roles {\n    roles {\n      ...RoleFacts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRole($input: CreateRoleInput!) {\n    createRole(input: $input) {\n      role {\n        ...RoleFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateRole($input: CreateRoleInput!) {\n    createRole(input: $input) {\n      role {\n        ...RoleFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    updateRole(input: $input) {\n      role {\n        ...RoleFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    updateRole(input: $input) {\n      role {\n        ...RoleFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteRole($input: DeleteRoleInput!) {\n    deleteRole(input: $input) {\n      roleId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteRole($input: DeleteRoleInput!) {\n    deleteRole(input: $input) {\n      roleId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiTokens {\n    apiTokens {\n      tokenId\n      name\n      prefix\n      permissions\n      createdAt\n      createdBy\n      expiresAt\n      lastUsedAt\n      grants {\n        right\n      }\n    }\n  }\n"): (typeof documents)["\n  query ApiTokens {\n    apiTokens {\n      tokenId\n      name\n      prefix\n      permissions\n      createdAt\n      createdBy\n      expiresAt\n      lastUsedAt\n      grants {\n        right\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      token\n      apiToken {\n        tokenId\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      token\n      apiToken {\n        tokenId\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      tokenId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      tokenId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditActors($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n    }\n  }\n"): (typeof documents)["\n  query AuditActors($ids: [ID!]!) {\n    actors(ids: $ids) {\n      actorId\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserFacts on User {\n    id\n    name\n    email\n    state\n    createdAt\n    roles {\n      locales\n      role {\n        roleId\n        name\n        builtIn\n        grants {\n          ownLocales\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment UserFacts on User {\n    id\n    name\n    email\n    state\n    createdAt\n    roles {\n      locales\n      role {\n        roleId\n        name\n        builtIn\n        grants {\n          ownLocales\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Users($after: String, $search: String, $state: UserState) {\n    users(first: 50, after: $after, search: $search, state: $state) {\n      totalCount\n      nodes {\n        ...UserFacts\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Users($after: String, $search: String, $state: UserState) {\n    users(first: 50, after: $after, search: $search, state: $state) {\n      totalCount\n      nodes {\n        ...UserFacts\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoleChoices {\n    roles {\n      roleId\n      name\n      description\n      builtIn\n      grants {\n        ownLocales\n      }\n    }\n    contentLocales {\n      tag\n    }\n  }\n"): (typeof documents)["\n  query RoleChoices {\n    roles {\n      roleId\n      name\n      description\n      builtIn\n      grants {\n        ownLocales\n      }\n    }\n    contentLocales {\n      tag\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteUser($input: InviteUserInput!) {\n    inviteUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation InviteUser($input: InviteUserInput!) {\n    inviteUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResendInvitation($input: ResendInvitationInput!) {\n    resendInvitation(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResendInvitation($input: ResendInvitationInput!) {\n    resendInvitation(input: $input) {\n      user {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetUserRoles($input: SetUserRolesInput!) {\n    setUserRoles(input: $input) {\n      roles {\n        roleId\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetUserRoles($input: SetUserRolesInput!) {\n    setUserRoles(input: $input) {\n      roles {\n        roleId\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableUser($input: DisableUserInput!) {\n    disableUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DisableUser($input: DisableUserInput!) {\n    disableUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EnableUser($input: EnableUserInput!) {\n    enableUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EnableUser($input: EnableUserInput!) {\n    enableUser(input: $input) {\n      user {\n        ...UserFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      userId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      userId\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SiteSettings {\n    siteSettings {\n      title\n      description\n    }\n  }\n"): (typeof documents)["\n  query SiteSettings {\n    siteSettings {\n      title\n      description\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateSiteSettings($input: UpdateSiteSettingsInput!) {\n    updateSiteSettings(input: $input) {\n      siteSettings {\n        title\n        description\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateSiteSettings($input: UpdateSiteSettingsInput!) {\n    updateSiteSettings(input: $input) {\n      siteSettings {\n        title\n        description\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Exports($first: Int!, $filter: JobFilter!) {\n    jobs(first: $first, filter: $filter) {\n      nodes {\n        ...JobRow\n        result {\n          __typename\n          ... on ExportResult {\n            file {\n              url\n              keptUntil\n              filename\n              bytes\n              rows\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Exports($first: Int!, $filter: JobFilter!) {\n    jobs(first: $first, filter: $filter) {\n      nodes {\n        ...JobRow\n        result {\n          __typename\n          ... on ExportResult {\n            file {\n              url\n              keptUntil\n              filename\n              bytes\n              rows\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExportContent($input: ExportContentInput!) {\n    exportContent(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ExportContent($input: ExportContentInput!) {\n    exportContent(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExportQuery($input: ExportQueryInput!) {\n    exportQuery(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ExportQuery($input: ExportQueryInput!) {\n    exportQuery(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ImportFacts on Import {\n    id\n    state\n    format\n    filename\n    bytes\n    createdAt\n    createdBy\n    settings {\n      type\n      mapping {\n        column\n        field\n      }\n      attachments\n      publish\n    }\n    columns {\n      name\n      samples\n      suggestedField\n    }\n    plan {\n      counts {\n        kind\n        create\n        update\n        leave\n        reject\n      }\n      sample {\n        line\n        kind\n        outcome\n        subject\n        slug\n        values\n      }\n      stale\n    }\n    tally {\n      kind\n      created\n      updated\n      unchanged\n      skipped\n      rejected\n    }\n    undoTally {\n      kind\n      created\n      updated\n      skipped\n    }\n    rejectedRowsUrl\n    planJob {\n      ...JobRow\n    }\n    applyJob {\n      ...JobRow\n    }\n    undoJob {\n      ...JobRow\n    }\n  }\n"): (typeof documents)["\n  fragment ImportFacts on Import {\n    id\n    state\n    format\n    filename\n    bytes\n    createdAt\n    createdBy\n    settings {\n      type\n      mapping {\n        column\n        field\n      }\n      attachments\n      publish\n    }\n    columns {\n      name\n      samples\n      suggestedField\n    }\n    plan {\n      counts {\n        kind\n        create\n        update\n        leave\n        reject\n      }\n      sample {\n        line\n        kind\n        outcome\n        subject\n        slug\n        values\n      }\n      stale\n    }\n    tally {\n      kind\n      created\n      updated\n      unchanged\n      skipped\n      rejected\n    }\n    undoTally {\n      kind\n      created\n      updated\n      skipped\n    }\n    rejectedRowsUrl\n    planJob {\n      ...JobRow\n    }\n    applyJob {\n      ...JobRow\n    }\n    undoJob {\n      ...JobRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Imports($first: Int!) {\n    imports(first: $first) {\n      nodes {\n        id\n        state\n        format\n        filename\n        bytes\n        createdAt\n        createdBy\n        settings {\n          type\n        }\n        plan {\n          counts {\n            create\n            update\n            leave\n            reject\n          }\n        }\n        tally {\n          created\n          updated\n          unchanged\n          skipped\n          rejected\n        }\n        undoTally {\n          created\n          updated\n          skipped\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query Imports($first: Int!) {\n    imports(first: $first) {\n      nodes {\n        id\n        state\n        format\n        filename\n        bytes\n        createdAt\n        createdBy\n        settings {\n          type\n        }\n        plan {\n          counts {\n            create\n            update\n            leave\n            reject\n          }\n        }\n        tally {\n          created\n          updated\n          unchanged\n          skipped\n          rejected\n        }\n        undoTally {\n          created\n          updated\n          skipped\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Import($id: ID!) {\n    import(id: $id) {\n      ...ImportFacts\n    }\n  }\n"): (typeof documents)["\n  query Import($id: ID!) {\n    import(id: $id) {\n      ...ImportFacts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportRows($id: ID!, $first: Int!, $outcomes: [ImportOutcome!]) {\n    import(id: $id) {\n      id\n      rows(first: $first, outcomes: $outcomes) {\n        nodes {\n          line\n          kind\n          outcome\n          documentId\n          subject\n          code\n          reason\n        }\n        pageInfo {\n          hasNextPage\n        }\n        totalCount\n      }\n    }\n  }\n"): (typeof documents)["\n  query ImportRows($id: ID!, $first: Int!, $outcomes: [ImportOutcome!]) {\n    import(id: $id) {\n      id\n      rows(first: $first, outcomes: $outcomes) {\n        nodes {\n          line\n          kind\n          outcome\n          documentId\n          subject\n          code\n          reason\n        }\n        pageInfo {\n          hasNextPage\n        }\n        totalCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportRowDocuments($ids: [ID!]!) {\n    nodes(ids: $ids, perspective: DRAFT) {\n      __typename\n      id\n      ... on Content {\n        slug\n        _locale {\n          requested\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ImportRowDocuments($ids: [ID!]!) {\n    nodes(ids: $ids, perspective: DRAFT) {\n      __typename\n      id\n      ... on Content {\n        slug\n        _locale {\n          requested\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PlanImport($input: PlanImportInput!) {\n    planImport(input: $input) {\n      import {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PlanImport($input: PlanImportInput!) {\n    planImport(input: $input) {\n      import {\n        id\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplanImport($input: ReplanImportInput!) {\n    replanImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReplanImport($input: ReplanImportInput!) {\n    replanImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApplyImport($input: ApplyImportInput!) {\n    applyImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ApplyImport($input: ApplyImportInput!) {\n    applyImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UndoImport($input: UndoImportInput!) {\n    undoImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UndoImport($input: UndoImportInput!) {\n    undoImport(input: $input) {\n      import {\n        ...ImportFacts\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Trash($types: [String!], $first: Int!, $after: String) {\n    trash(types: $types, first: $first, after: $after) {\n      nodes {\n        documentId\n        type\n        slug\n        title\n        trashedAt\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query Trash($types: [String!], $first: Int!, $after: String) {\n    trash(types: $types, first: $first, after: $after) {\n      nodes {\n        documentId\n        type\n        slug\n        title\n        trashedAt\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut(input: {}) {\n      signedOut\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut(input: {}) {\n      signedOut\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MediaCount {\n    assets(first: 1) {\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query MediaCount {\n    assets(first: 1) {\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunningJobs {\n    jobs(first: 1, filter: { state: [RUNNING], hasParent: false }) {\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query RunningJobs {\n    jobs(first: 1, filter: { state: [RUNNING], hasParent: false }) {\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription JobStates {\n    jobs(first: 1, filter: { hasParent: false }) {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  subscription JobStates {\n    jobs(first: 1, filter: { hasParent: false }) {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SiteTitle {\n    siteSettings {\n      title\n    }\n  }\n"): (typeof documents)["\n  query SiteTitle {\n    siteSettings {\n      title\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;