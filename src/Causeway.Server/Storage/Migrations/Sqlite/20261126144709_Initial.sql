CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

CREATE TABLE "allowed_origins" (
    "origin" TEXT NOT NULL CONSTRAINT "pk_allowed_origins" PRIMARY KEY,
    "place" INTEGER NOT NULL
);

CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL CONSTRAINT "pk_api_keys" PRIMARY KEY,
    "name" TEXT NULL,
    "hash" BLOB NOT NULL,
    "created" TEXT NOT NULL
);

CREATE TABLE "companies" (
    "id" TEXT NOT NULL CONSTRAINT "pk_companies" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "description" TEXT NULL,
    "created" TEXT NOT NULL,
    "created_by" TEXT NULL,
    "parent_id" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_companies_companies_parent_id" FOREIGN KEY ("parent_id") REFERENCES "companies" ("id") ON DELETE SET NULL
);

CREATE TABLE "data_protection_keys" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_data_protection_keys" PRIMARY KEY AUTOINCREMENT,
    "friendly_name" TEXT NULL,
    "xml" TEXT NULL
);

CREATE TABLE "dataset_issues" (
    "company_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "is_error" INTEGER NOT NULL,
    "rule_id" TEXT NOT NULL,
    "item_id" TEXT NULL,
    "message" TEXT NOT NULL,
    "validator_name" TEXT NOT NULL,
    CONSTRAINT "pk_dataset_issues" PRIMARY KEY ("company_id", "dataset_id", "number")
);

CREATE TABLE "dataset_tallies" (
    "hour" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "stripe" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    CONSTRAINT "pk_dataset_tallies" PRIMARY KEY ("hour", "status", "stripe")
);

CREATE TABLE "datasets" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "data_type" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "status_description" TEXT NULL,
    "error_message" TEXT NULL,
    "requested" TEXT NOT NULL,
    "started" TEXT NULL,
    "ended" TEXT NULL,
    "plan" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "slice" INTEGER NOT NULL,
    "cursor" TEXT NULL,
    "watermark" TEXT NULL,
    "failures" INTEGER NOT NULL,
    "failing_since" TEXT NULL,
    "counts" TEXT NOT NULL,
    "alive" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "moves" INTEGER NOT NULL,
    CONSTRAINT "pk_datasets" PRIMARY KEY ("company_id", "id")
);

CREATE TABLE "grants" (
    "id" TEXT NOT NULL CONSTRAINT "pk_grants" PRIMARY KEY,
    "integration_key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "dead_reason" TEXT NULL,
    "sealed_tokens" BLOB NOT NULL,
    "generation" INTEGER NOT NULL,
    "origin_hash" TEXT NULL,
    "refresh_hash" TEXT NULL,
    "created" TEXT NOT NULL,
    "refreshed" TEXT NOT NULL,
    "access_expires" TEXT NOT NULL,
    "refresh_from" TEXT NOT NULL,
    "idle_expires" TEXT NULL,
    "absolute_expires" TEXT NULL,
    "announced_days" INTEGER NULL,
    "staged_until" TEXT NULL,
    "fence" INTEGER NOT NULL,
    "lease_holder" TEXT NULL,
    "lease_until" TEXT NULL,
    "intent_hash" TEXT NULL,
    "intent_attempt" INTEGER NOT NULL,
    "intent_since" TEXT NULL,
    "failures" INTEGER NOT NULL,
    "failing_since" TEXT NULL,
    "failure_message" TEXT NULL,
    "failure_told" INTEGER NOT NULL,
    "retry_at" TEXT NULL,
    "tend_at" TEXT NULL,
    "tend_token" INTEGER NOT NULL
);

CREATE TABLE "idempotent_requests" (
    "key" TEXT NOT NULL CONSTRAINT "pk_idempotent_requests" PRIMARY KEY,
    "fingerprint" BLOB NOT NULL,
    "run" TEXT NOT NULL,
    "run_until" TEXT NOT NULL,
    "took_effect" INTEGER NOT NULL,
    "status_code" INTEGER NULL,
    "content_type" TEXT NULL,
    "answer" BLOB NULL,
    "expires" TEXT NOT NULL
);

CREATE TABLE "link_logo" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_link_logo" PRIMARY KEY,
    "bytes" BLOB NOT NULL,
    "media_type" TEXT NOT NULL,
    "tag" TEXT NOT NULL
);

CREATE TABLE "link_previews" (
    "hash" BLOB NOT NULL CONSTRAINT "pk_link_previews" PRIMARY KEY,
    "json" TEXT NOT NULL,
    "expires" TEXT NOT NULL
);

CREATE TABLE "link_settings" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_link_settings" PRIMARY KEY,
    "json" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "pending_revocations" (
    "id" TEXT NOT NULL CONSTRAINT "pk_pending_revocations" PRIMARY KEY,
    "integration_key" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "grant_id" TEXT NULL,
    "sealed_tokens" BLOB NULL,
    "sealed_values" BLOB NULL,
    "since" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL
);

CREATE TABLE "portal_actions" (
    "sequence" INTEGER NOT NULL CONSTRAINT "pk_portal_actions" PRIMARY KEY AUTOINCREMENT,
    "occurred_on" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "what" TEXT NOT NULL
);

CREATE TABLE "portal_users" (
    "id" TEXT NOT NULL CONSTRAINT "pk_portal_users" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created" TEXT NOT NULL,
    "last_signed_in" TEXT NULL,
    "is_disabled" INTEGER NOT NULL,
    "user_name" TEXT NULL,
    "normalized_user_name" TEXT NULL,
    "email" TEXT NULL,
    "normalized_email" TEXT NULL,
    "email_confirmed" INTEGER NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL,
    "two_factor_enabled" INTEGER NOT NULL,
    "lockout_end" TEXT NULL,
    "lockout_enabled" INTEGER NOT NULL,
    "access_failed_count" INTEGER NOT NULL
);

CREATE TABLE "profile" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_profile" PRIMARY KEY,
    "client_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "logo_url" TEXT NULL,
    "icon_url" TEXT NULL,
    "redirect_url" TEXT NOT NULL,
    "white_list_urls" TEXT NOT NULL,
    "confirm_company_name" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "quarantined_rows" (
    "company_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "data_type" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "raw" BLOB NOT NULL,
    "quarantined_on" TEXT NOT NULL,
    CONSTRAINT "pk_quarantined_rows" PRIMARY KEY ("company_id", "connection_id", "data_type", "record_id")
);

CREATE TABLE "request_counts" (
    "day" TEXT NOT NULL CONSTRAINT "pk_request_counts" PRIMARY KEY,
    "requests" INTEGER NOT NULL,
    "is_exceeded" INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "source_applications" (
    "integration_key" TEXT NOT NULL CONSTRAINT "pk_source_applications" PRIMARY KEY,
    "client_id" TEXT NOT NULL,
    "sealed_secret" BLOB NULL,
    "updated" TEXT NOT NULL,
    "problem" TEXT NULL,
    "problem_since" TEXT NULL
);

CREATE TABLE "sync_schedules" (
    "company_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "next_run" TEXT NULL,
    "token" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_sync_schedules" PRIMARY KEY ("company_id", "connection_id")
);

CREATE TABLE "sync_settings" (
    "company_id" TEXT NOT NULL CONSTRAINT "pk_sync_settings" PRIMARY KEY,
    "overrides_defaults" INTEGER NOT NULL,
    "settings" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "sync_streams" (
    "company_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "data_type" TEXT NOT NULL,
    "latest_dataset_id" TEXT NULL,
    "latest_status" TEXT NOT NULL,
    "latest_requested" TEXT NULL,
    "latest_ended" TEXT NULL,
    "latest_successful_dataset_id" TEXT NULL,
    "last_successful_sync" TEXT NULL,
    "generation" INTEGER NOT NULL,
    "watermark" TEXT NULL,
    "window" TEXT NOT NULL,
    "known_missing" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_sync_streams" PRIMARY KEY ("company_id", "connection_id", "data_type")
);

CREATE TABLE "used_link_passwords" (
    "hash" BLOB NOT NULL CONSTRAINT "pk_used_link_passwords" PRIMARY KEY,
    "expires" TEXT NOT NULL
);

CREATE TABLE "webhook_attempts" (
    "webhook_id" TEXT NOT NULL,
    "event_sequence" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "attempted" TEXT NOT NULL,
    "duration" INTEGER NOT NULL,
    "response_code" INTEGER NULL,
    "error" TEXT NULL,
    "signature" TEXT NOT NULL,
    "own_headers" TEXT NULL,
    "response_headers" TEXT NULL,
    "response_body" TEXT NULL,
    CONSTRAINT "pk_webhook_attempts" PRIMARY KEY ("webhook_id", "event_sequence", "number")
);

CREATE TABLE "webhook_consumers" (
    "id" TEXT NOT NULL CONSTRAINT "pk_webhook_consumers" PRIMARY KEY,
    "url" TEXT NOT NULL,
    "event_types" TEXT NOT NULL,
    "company_tags" TEXT NOT NULL,
    "description" TEXT NULL,
    "rate_limit" INTEGER NULL,
    "header_names" TEXT NOT NULL,
    "has_certificate" INTEGER NOT NULL,
    "sealed_values" BLOB NOT NULL,
    "previous_secret_until" TEXT NULL,
    "disabled" INTEGER NOT NULL,
    "disabled_reason" TEXT NULL,
    "disabled_on" TEXT NULL,
    "created" TEXT NOT NULL,
    "updated" TEXT NOT NULL,
    "failing_since" TEXT NULL,
    "last_failure" TEXT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "webhook_events" (
    "sequence" INTEGER NOT NULL CONSTRAINT "pk_webhook_events" PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "generated" TEXT NOT NULL,
    "company_id" TEXT NULL,
    "connection_id" TEXT NULL,
    "company_tags" TEXT NULL,
    "about" TEXT NULL,
    "body" TEXT NOT NULL,
    "is_example" INTEGER NOT NULL
);

CREATE TABLE "webhook_lease" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_webhook_lease" PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "until" TEXT NOT NULL
);

CREATE TABLE "webhook_waiting" (
    "event_id" TEXT NOT NULL CONSTRAINT "pk_webhook_waiting" PRIMARY KEY
);

CREATE TABLE "company_tags" (
    "company_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    CONSTRAINT "pk_company_tags" PRIMARY KEY ("company_id", "key"),
    CONSTRAINT "fk_company_tags_companies_company_id" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE
);

CREATE TABLE "connections" (
    "id" TEXT NOT NULL CONSTRAINT "pk_connections" PRIMARY KEY,
    "company_id" TEXT NOT NULL,
    "integration_key" TEXT NOT NULL,
    "source_type" TEXT NOT NULL,
    "takes_files" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "created" TEXT NOT NULL,
    "last_sync" TEXT NULL,
    "first_linked" TEXT NULL,
    "organisation_id" TEXT NULL,
    "organisation_name" TEXT NULL,
    "connection_info" TEXT NOT NULL,
    "errors" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_connections_companies_company_id" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE
);

CREATE TABLE "push_operations" (
    "sequence" INTEGER NOT NULL CONSTRAINT "pk_push_operations" PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "data_type" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target_id" TEXT NULL,
    "body" TEXT NULL,
    "timeout_in_minutes" INTEGER NULL,
    "allow_sync" INTEGER NOT NULL,
    "force_update" INTEGER NOT NULL,
    "requested_on" TEXT NOT NULL,
    "completed_on" TEXT NULL,
    "state" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_code" INTEGER NOT NULL,
    "error_message" TEXT NULL,
    "findings" TEXT NOT NULL,
    "record_id" TEXT NULL,
    "attempt" INTEGER NOT NULL,
    "waits" INTEGER NOT NULL,
    "due" TEXT NULL,
    "sender" TEXT NULL,
    "may_act_until" TEXT NULL,
    "uncertain_since" TEXT NULL,
    "absent_since" TEXT NULL,
    "stands_aside" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_push_operations_companies_company_id" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE
);

CREATE TABLE "dataset_events" (
    "company_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "occurred_on" TEXT NOT NULL,
    "from_status" TEXT NULL,
    "to_status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    CONSTRAINT "pk_dataset_events" PRIMARY KEY ("company_id", "dataset_id", "number"),
    CONSTRAINT "fk_dataset_events_datasets_company_id_dataset_id" FOREIGN KEY ("company_id", "dataset_id") REFERENCES "datasets" ("company_id", "id") ON DELETE CASCADE
);

CREATE TABLE "grant_log" (
    "sequence" INTEGER NOT NULL CONSTRAINT "pk_grant_log" PRIMARY KEY AUTOINCREMENT,
    "grant_id" TEXT NOT NULL,
    "occurred_on" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "detail" TEXT NULL,
    CONSTRAINT "fk_grant_log_grants_grant_id" FOREIGN KEY ("grant_id") REFERENCES "grants" ("id") ON DELETE CASCADE
);

CREATE TABLE "portal_invitations" (
    "id" TEXT NOT NULL CONSTRAINT "pk_portal_invitations" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "hash" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "user_id" TEXT NULL,
    "created" TEXT NOT NULL,
    "expires" TEXT NOT NULL,
    CONSTRAINT "fk_portal_invitations_portal_users_user_id" FOREIGN KEY ("user_id") REFERENCES "portal_users" ("id") ON DELETE CASCADE
);

CREATE TABLE "portal_user_logins" (
    "login_provider" TEXT NOT NULL,
    "provider_key" TEXT NOT NULL,
    "provider_display_name" TEXT NULL,
    "user_id" TEXT NOT NULL,
    CONSTRAINT "pk_portal_user_logins" PRIMARY KEY ("login_provider", "provider_key"),
    CONSTRAINT "fk_portal_user_logins_portal_users_user_id" FOREIGN KEY ("user_id") REFERENCES "portal_users" ("id") ON DELETE CASCADE
);

CREATE TABLE "portal_user_passkeys" (
    "credential_id" BLOB NOT NULL CONSTRAINT "pk_portal_user_passkeys" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "fk_portal_user_passkeys_portal_users_user_id" FOREIGN KEY ("user_id") REFERENCES "portal_users" ("id") ON DELETE CASCADE
);

CREATE TABLE "portal_user_tokens" (
    "user_id" TEXT NOT NULL,
    "login_provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NULL,
    CONSTRAINT "pk_portal_user_tokens" PRIMARY KEY ("user_id", "login_provider", "name"),
    CONSTRAINT "fk_portal_user_tokens_portal_users_user_id" FOREIGN KEY ("user_id") REFERENCES "portal_users" ("id") ON DELETE CASCADE
);

CREATE TABLE "webhook_messages" (
    "webhook_id" TEXT NOT NULL,
    "event_sequence" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "created" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "due" TEXT NULL,
    "last_attempt" TEXT NULL,
    "response_code" INTEGER NULL,
    "error" TEXT NULL,
    CONSTRAINT "pk_webhook_messages" PRIMARY KEY ("webhook_id", "event_sequence"),
    CONSTRAINT "fk_webhook_messages_webhook_consumers_webhook_id" FOREIGN KEY ("webhook_id") REFERENCES "webhook_consumers" ("id") ON DELETE CASCADE
);

CREATE TABLE "authorization_states" (
    "hash" TEXT NOT NULL CONSTRAINT "pk_authorization_states" PRIMARY KEY,
    "browser_hash" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "integration_key" TEXT NOT NULL,
    "sealed_values" BLOB NOT NULL,
    "link_query" TEXT NOT NULL,
    "is_embedded" INTEGER NOT NULL,
    "return_to" TEXT NULL,
    "created" TEXT NOT NULL,
    "expires" TEXT NOT NULL,
    "used" TEXT NULL,
    "grant" TEXT NULL,
    CONSTRAINT "fk_authorization_states_connections_connection_id" FOREIGN KEY ("connection_id") REFERENCES "connections" ("id") ON DELETE CASCADE
);

CREATE TABLE "connection_events" (
    "sequence" INTEGER NOT NULL CONSTRAINT "pk_connection_events" PRIMARY KEY AUTOINCREMENT,
    "company_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "occurred_on" TEXT NOT NULL,
    "from_status" TEXT NULL,
    "to_status" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "actor_name" TEXT NULL,
    "reason" TEXT NOT NULL,
    CONSTRAINT "fk_connection_events_connections_connection_id" FOREIGN KEY ("connection_id") REFERENCES "connections" ("id") ON DELETE CASCADE
);

CREATE TABLE "credentials" (
    "connection_id" TEXT NOT NULL CONSTRAINT "pk_credentials" PRIMARY KEY,
    "company_id" TEXT NOT NULL,
    "sealed_values" BLOB NOT NULL,
    "grant_id" TEXT NULL,
    "updated" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    CONSTRAINT "fk_credentials_connections_connection_id" FOREIGN KEY ("connection_id") REFERENCES "connections" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_credentials_grants_grant_id" FOREIGN KEY ("grant_id") REFERENCES "grants" ("id") ON DELETE RESTRICT
);

CREATE TABLE "files" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "upload_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "begun" TEXT NOT NULL,
    "uploaded" TEXT NULL,
    CONSTRAINT "pk_files" PRIMARY KEY ("company_id", "id"),
    CONSTRAINT "fk_files_connections_connection_id" FOREIGN KEY ("connection_id") REFERENCES "connections" ("id") ON DELETE CASCADE
);

CREATE TABLE "source_memory" (
    "connection_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "json" TEXT NOT NULL,
    CONSTRAINT "pk_source_memory" PRIMARY KEY ("connection_id", "key"),
    CONSTRAINT "fk_source_memory_connections_connection_id" FOREIGN KEY ("connection_id") REFERENCES "connections" ("id") ON DELETE CASCADE
);

CREATE TABLE "push_operation_events" (
    "sequence" INTEGER NOT NULL CONSTRAINT "pk_push_operation_events" PRIMARY KEY AUTOINCREMENT,
    "operation_sequence" INTEGER NOT NULL,
    "company_id" TEXT NOT NULL,
    "occurred_on" TEXT NOT NULL,
    "from_state" TEXT NULL,
    "to_state" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    CONSTRAINT "fk_push_operation_events_push_operations_operation_sequence" FOREIGN KEY ("operation_sequence") REFERENCES "push_operations" ("sequence") ON DELETE CASCADE
);

CREATE TABLE "file_contents" (
    "company_id" TEXT NOT NULL,
    "file_id" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    CONSTRAINT "pk_file_contents" PRIMARY KEY ("company_id", "file_id"),
    CONSTRAINT "fk_file_contents_files_company_id_file_id" FOREIGN KEY ("company_id", "file_id") REFERENCES "files" ("company_id", "id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "ix_api_keys_hash" ON "api_keys" ("hash");

CREATE INDEX "ix_authorization_states_connection_id" ON "authorization_states" ("connection_id");

CREATE INDEX "ix_authorization_states_expires" ON "authorization_states" ("expires");

CREATE INDEX "ix_companies_created_id" ON "companies" ("created", "id");

CREATE INDEX "ix_companies_parent_id" ON "companies" ("parent_id") WHERE parent_id IS NOT NULL;

CREATE INDEX "ix_companies_search_name_id" ON "companies" ("search_name", "id");

CREATE INDEX "ix_company_tags_key_value" ON "company_tags" ("key", "value");

CREATE INDEX "ix_connection_events_connection_id_sequence" ON "connection_events" ("connection_id", "sequence");

CREATE INDEX "ix_connections_company_id_id" ON "connections" ("company_id", "id");

CREATE INDEX "ix_connections_created_id" ON "connections" ("created", "id");

CREATE UNIQUE INDEX "ix_connections_one_linked" ON "connections" ("company_id", "source_type") WHERE status = 'Linked' AND source_type IN ('Accounting', 'BankFeed') AND NOT takes_files;

CREATE INDEX "ix_connections_status_company_id" ON "connections" ("status", "company_id");

CREATE INDEX "ix_credentials_grant_id" ON "credentials" ("grant_id");

CREATE INDEX "ix_datasets_company_id_connection_id" ON "datasets" ("company_id", "connection_id");

CREATE INDEX "ix_datasets_company_id_requested" ON "datasets" ("company_id", "requested");

CREATE INDEX "ix_datasets_ended" ON "datasets" ("ended");

CREATE INDEX "ix_datasets_failed" ON "datasets" ("ended") WHERE status IN ('FetchError', 'MapError', 'ValidationError', 'ProcessingError', 'InternalError', 'AuthError', 'PermissionsError', 'RateLimitError', 'PrerequisiteNotMet');

CREATE UNIQUE INDEX "ix_datasets_one_active" ON "datasets" ("company_id", "connection_id", "data_type") WHERE ended IS NULL;

CREATE INDEX "ix_files_begun" ON "files" ("begun") WHERE uploaded IS NULL;

CREATE INDEX "ix_files_connection_id" ON "files" ("connection_id");

CREATE INDEX "ix_grant_log_grant_id_sequence" ON "grant_log" ("grant_id", "sequence");

CREATE INDEX "ix_grants_absolute_expires" ON "grants" ("absolute_expires") WHERE absolute_expires IS NOT NULL;

CREATE INDEX "ix_grants_integration_key_refresh_hash" ON "grants" ("integration_key", "refresh_hash");

CREATE UNIQUE INDEX "ix_grants_one_origin" ON "grants" ("integration_key", "origin_hash");

CREATE INDEX "ix_idempotent_requests_expires" ON "idempotent_requests" ("expires");

CREATE UNIQUE INDEX "ix_portal_invitations_hash" ON "portal_invitations" ("hash");

CREATE INDEX "ix_portal_invitations_user_id" ON "portal_invitations" ("user_id");

CREATE INDEX "ix_portal_user_logins_user_id" ON "portal_user_logins" ("user_id");

CREATE INDEX "ix_portal_user_passkeys_user_id" ON "portal_user_passkeys" ("user_id");

CREATE INDEX "ix_portal_users_normalized_email" ON "portal_users" ("normalized_email");

CREATE UNIQUE INDEX "ix_portal_users_normalized_user_name" ON "portal_users" ("normalized_user_name");

CREATE INDEX "ix_push_operation_events_operation_sequence_sequence" ON "push_operation_events" ("operation_sequence", "sequence");

CREATE INDEX "ix_push_operations_company_id_sequence" ON "push_operations" ("company_id", "sequence");

CREATE INDEX "ix_push_operations_failed" ON "push_operations" ("sequence") WHERE state IN ('Failed', 'TimedOut');

CREATE UNIQUE INDEX "ix_push_operations_key" ON "push_operations" ("key");

CREATE INDEX "ix_push_operations_unsettled" ON "push_operations" ("connection_id", "sequence") WHERE state IN ('Pending', 'Sending', 'Uncertain');

CREATE INDEX "ix_quarantined_rows_company_id_dataset_id" ON "quarantined_rows" ("company_id", "dataset_id");

CREATE INDEX "ix_sync_streams_failing" ON "sync_streams" ("latest_ended") WHERE latest_status IN ('FetchError', 'MapError', 'ValidationError', 'ProcessingError', 'InternalError', 'AuthError', 'PermissionsError', 'RateLimitError', 'PrerequisiteNotMet');

CREATE INDEX "ix_webhook_events_generated" ON "webhook_events" ("generated");

CREATE UNIQUE INDEX "ix_webhook_events_id" ON "webhook_events" ("id");

CREATE INDEX "ix_webhook_messages_due" ON "webhook_messages" ("webhook_id", "due", "event_sequence") WHERE due IS NOT NULL;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261126144709_Initial', '10.0.15');

