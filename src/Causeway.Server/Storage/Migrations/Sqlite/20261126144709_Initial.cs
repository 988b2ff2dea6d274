using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Causeway.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "allowed_origins",
                columns: table => new
                {
                    origin = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allowed_origins", x => x.origin);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "companies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    search_name = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: true),
                    parent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_companies", x => x.id);
                    table.ForeignKey(
                        name: "fk_companies_companies_parent_id",
                        column: x => x.parent_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    friendly_name = table.Column<string>(type: "TEXT", nullable: true),
                    xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dataset_issues",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dataset_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    is_error = table.Column<bool>(type: "INTEGER", nullable: false),
                    rule_id = table.Column<string>(type: "TEXT", nullable: false),
                    item_id = table.Column<string>(type: "TEXT", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    validator_name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dataset_issues", x => new { x.company_id, x.dataset_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "dataset_tallies",
                columns: table => new
                {
                    hour = table.Column<string>(type: "TEXT", maxLength: 13, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    stripe = table.Column<int>(type: "INTEGER", nullable: false),
                    count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dataset_tallies", x => new { x.hour, x.status, x.stripe });
                });

            migrationBuilder.CreateTable(
                name: "datasets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    data_type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    cause = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status_description = table.Column<string>(type: "TEXT", nullable: true),
                    error_message = table.Column<string>(type: "TEXT", nullable: true),
                    requested = table.Column<DateTime>(type: "TEXT", nullable: false),
                    started = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended = table.Column<DateTime>(type: "TEXT", nullable: true),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    phase = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    slice = table.Column<int>(type: "INTEGER", nullable: false),
                    cursor = table.Column<string>(type: "TEXT", nullable: true),
                    watermark = table.Column<string>(type: "TEXT", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    failing_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    counts = table.Column<string>(type: "TEXT", nullable: false),
                    alive = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    moves = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_datasets", x => new { x.company_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "grants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    integration_key = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    dead_reason = table.Column<string>(type: "TEXT", nullable: true),
                    sealed_tokens = table.Column<byte[]>(type: "BLOB", nullable: false),
                    generation = table.Column<int>(type: "INTEGER", nullable: false),
                    origin_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    refresh_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    refreshed = table.Column<DateTime>(type: "TEXT", nullable: false),
                    access_expires = table.Column<DateTime>(type: "TEXT", nullable: false),
                    refresh_from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    idle_expires = table.Column<DateTime>(type: "TEXT", nullable: true),
                    absolute_expires = table.Column<DateTime>(type: "TEXT", nullable: true),
                    announced_days = table.Column<int>(type: "INTEGER", nullable: true),
                    staged_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    fence = table.Column<long>(type: "INTEGER", nullable: false),
                    lease_holder = table.Column<Guid>(type: "TEXT", nullable: true),
                    lease_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    intent_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    intent_attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    intent_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    failing_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failure_message = table.Column<string>(type: "TEXT", nullable: true),
                    failure_told = table.Column<bool>(type: "INTEGER", nullable: false),
                    retry_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    tend_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    tend_token = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotent_requests",
                columns: table => new
                {
                    key = table.Column<Guid>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", nullable: false),
                    run = table.Column<Guid>(type: "TEXT", nullable: false),
                    run_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    took_effect = table.Column<bool>(type: "INTEGER", nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: true),
                    content_type = table.Column<string>(type: "TEXT", nullable: true),
                    answer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    expires = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotent_requests", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "link_logo",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    media_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    tag = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_link_logo", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "link_previews",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    expires = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_link_previews", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "link_settings",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_link_settings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pending_revocations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    integration_key = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    grant_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    sealed_tokens = table.Column<byte[]>(type: "BLOB", nullable: true),
                    sealed_values = table.Column<byte[]>(type: "BLOB", nullable: true),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pending_revocations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "portal_actions",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    occurred_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_actions", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "portal_users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_signed_in = table.Column<DateTime>(type: "TEXT", nullable: true),
                    is_disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "profile",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    client_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    logo_url = table.Column<string>(type: "TEXT", nullable: true),
                    icon_url = table.Column<string>(type: "TEXT", nullable: true),
                    redirect_url = table.Column<string>(type: "TEXT", nullable: false),
                    white_list_urls = table.Column<string>(type: "TEXT", nullable: false),
                    confirm_company_name = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_profile", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quarantined_rows",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    data_type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    record_id = table.Column<string>(type: "TEXT", nullable: false),
                    dataset_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rule_id = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    raw = table.Column<byte[]>(type: "BLOB", nullable: false),
                    quarantined_on = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quarantined_rows", x => new { x.company_id, x.connection_id, x.data_type, x.record_id });
                });

            migrationBuilder.CreateTable(
                name: "request_counts",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    requests = table.Column<long>(type: "INTEGER", nullable: false),
                    is_exceeded = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_counts", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "source_applications",
                columns: table => new
                {
                    integration_key = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    sealed_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    updated = table.Column<DateTime>(type: "TEXT", nullable: false),
                    problem = table.Column<string>(type: "TEXT", nullable: true),
                    problem_since = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_applications", x => x.integration_key);
                });

            migrationBuilder.CreateTable(
                name: "sync_schedules",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    next_run = table.Column<DateTime>(type: "TEXT", nullable: true),
                    token = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sync_schedules", x => new { x.company_id, x.connection_id });
                });

            migrationBuilder.CreateTable(
                name: "sync_settings",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    overrides_defaults = table.Column<bool>(type: "INTEGER", nullable: false),
                    settings = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sync_settings", x => x.company_id);
                });

            migrationBuilder.CreateTable(
                name: "sync_streams",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    data_type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    latest_dataset_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    latest_status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    latest_requested = table.Column<DateTime>(type: "TEXT", nullable: true),
                    latest_ended = table.Column<DateTime>(type: "TEXT", nullable: true),
                    latest_successful_dataset_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    last_successful_sync = table.Column<DateTime>(type: "TEXT", nullable: true),
                    generation = table.Column<long>(type: "INTEGER", nullable: false),
                    watermark = table.Column<string>(type: "TEXT", nullable: true),
                    window = table.Column<string>(type: "TEXT", nullable: false),
                    known_missing = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sync_streams", x => new { x.company_id, x.connection_id, x.data_type });
                });

            migrationBuilder.CreateTable(
                name: "used_link_passwords",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    expires = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_used_link_passwords", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "webhook_attempts",
                columns: table => new
                {
                    webhook_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    attempted = table.Column<DateTime>(type: "TEXT", nullable: false),
                    duration = table.Column<int>(type: "INTEGER", nullable: false),
                    response_code = table.Column<int>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    signature = table.Column<string>(type: "TEXT", nullable: false),
                    own_headers = table.Column<string>(type: "TEXT", nullable: true),
                    response_headers = table.Column<string>(type: "TEXT", nullable: true),
                    response_body = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_attempts", x => new { x.webhook_id, x.event_sequence, x.number });
                });

            migrationBuilder.CreateTable(
                name: "webhook_consumers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    event_types = table.Column<string>(type: "TEXT", nullable: false),
                    company_tags = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    rate_limit = table.Column<int>(type: "INTEGER", nullable: true),
                    header_names = table.Column<string>(type: "TEXT", nullable: false),
                    has_certificate = table.Column<bool>(type: "INTEGER", nullable: false),
                    sealed_values = table.Column<byte[]>(type: "BLOB", nullable: false),
                    previous_secret_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    disabled_reason = table.Column<string>(type: "TEXT", nullable: true),
                    disabled_on = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated = table.Column<DateTime>(type: "TEXT", nullable: false),
                    failing_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_failure = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_consumers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_events",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    generated = table.Column<DateTime>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    company_tags = table.Column<string>(type: "TEXT", nullable: true),
                    about = table.Column<Guid>(type: "TEXT", nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    is_example = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_events", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "webhook_lease",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    holder = table.Column<Guid>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_lease", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_waiting",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_waiting", x => x.event_id);
                });

            migrationBuilder.CreateTable(
                name: "company_tags",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_tags", x => new { x.company_id, x.key });
                    table.ForeignKey(
                        name: "fk_company_tags_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "connections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    integration_key = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    source_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    takes_files = table.Column<bool>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_sync = table.Column<DateTime>(type: "TEXT", nullable: true),
                    first_linked = table.Column<DateTime>(type: "TEXT", nullable: true),
                    organisation_id = table.Column<string>(type: "TEXT", nullable: true),
                    organisation_name = table.Column<string>(type: "TEXT", nullable: true),
                    connection_info = table.Column<string>(type: "TEXT", nullable: false),
                    errors = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connections", x => x.id);
                    table.ForeignKey(
                        name: "fk_connections_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "push_operations",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    key = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    data_type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    target_id = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: true),
                    timeout_in_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    allow_sync = table.Column<bool>(type: "INTEGER", nullable: false),
                    force_update = table.Column<bool>(type: "INTEGER", nullable: false),
                    requested_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    completed_on = table.Column<DateTime>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: false),
                    error_message = table.Column<string>(type: "TEXT", nullable: true),
                    findings = table.Column<string>(type: "TEXT", nullable: false),
                    record_id = table.Column<string>(type: "TEXT", nullable: true),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    waits = table.Column<int>(type: "INTEGER", nullable: false),
                    due = table.Column<DateTime>(type: "TEXT", nullable: true),
                    sender = table.Column<Guid>(type: "TEXT", nullable: true),
                    may_act_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    uncertain_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    absent_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    stands_aside = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_operations", x => x.sequence);
                    table.ForeignKey(
                        name: "fk_push_operations_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dataset_events",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dataset_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    occurred_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    from_status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    to_status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dataset_events", x => new { x.company_id, x.dataset_id, x.number });
                    table.ForeignKey(
                        name: "fk_dataset_events_datasets_company_id_dataset_id",
                        columns: x => new { x.company_id, x.dataset_id },
                        principalTable: "datasets",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "grant_log",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    grant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    occurred_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    generation = table.Column<int>(type: "INTEGER", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grant_log", x => x.sequence);
                    table.ForeignKey(
                        name: "fk_grant_log_grants_grant_id",
                        column: x => x.grant_id,
                        principalTable: "grants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "portal_invitations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_invitations", x => x.id);
                    table.ForeignKey(
                        name: "fk_portal_invitations_portal_users_user_id",
                        column: x => x.user_id,
                        principalTable: "portal_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "portal_user_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_portal_user_logins_portal_users_user_id",
                        column: x => x.user_id,
                        principalTable: "portal_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "portal_user_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_user_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_portal_user_passkeys_portal_users_user_id",
                        column: x => x.user_id,
                        principalTable: "portal_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "portal_user_tokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_portal_user_tokens_portal_users_user_id",
                        column: x => x.user_id,
                        principalTable: "portal_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_messages",
                columns: table => new
                {
                    webhook_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    due = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_attempt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    response_code = table.Column<int>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_messages", x => new { x.webhook_id, x.event_sequence });
                    table.ForeignKey(
                        name: "fk_webhook_messages_webhook_consumers_webhook_id",
                        column: x => x.webhook_id,
                        principalTable: "webhook_consumers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "authorization_states",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    browser_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    integration_key = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    sealed_values = table.Column<byte[]>(type: "BLOB", nullable: false),
                    link_query = table.Column<string>(type: "TEXT", nullable: false),
                    is_embedded = table.Column<bool>(type: "INTEGER", nullable: false),
                    return_to = table.Column<string>(type: "TEXT", nullable: true),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used = table.Column<DateTime>(type: "TEXT", nullable: true),
                    grant = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_authorization_states", x => x.hash);
                    table.ForeignKey(
                        name: "fk_authorization_states_connections_connection_id",
                        column: x => x.connection_id,
                        principalTable: "connections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "connection_events",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    occurred_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    from_status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    to_status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    actor_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connection_events", x => x.sequence);
                    table.ForeignKey(
                        name: "fk_connection_events_connections_connection_id",
                        column: x => x.connection_id,
                        principalTable: "connections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "credentials",
                columns: table => new
                {
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sealed_values = table.Column<byte[]>(type: "BLOB", nullable: false),
                    grant_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    updated = table.Column<DateTime>(type: "TEXT", nullable: false),
                    generation = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credentials", x => x.connection_id);
                    table.ForeignKey(
                        name: "fk_credentials_connections_connection_id",
                        column: x => x.connection_id,
                        principalTable: "connections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_credentials_grants_grant_id",
                        column: x => x.grant_id,
                        principalTable: "grants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    upload_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    begun = table.Column<DateTime>(type: "TEXT", nullable: false),
                    uploaded = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_files", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_files_connections_connection_id",
                        column: x => x.connection_id,
                        principalTable: "connections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "source_memory",
                columns: table => new
                {
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_memory", x => new { x.connection_id, x.key });
                    table.ForeignKey(
                        name: "fk_source_memory_connections_connection_id",
                        column: x => x.connection_id,
                        principalTable: "connections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "push_operation_events",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    operation_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    occurred_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    from_state = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    to_state = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_operation_events", x => x.sequence);
                    table.ForeignKey(
                        name: "fk_push_operation_events_push_operations_operation_sequence",
                        column: x => x.operation_sequence,
                        principalTable: "push_operations",
                        principalColumn: "sequence",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "file_contents",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_contents", x => new { x.company_id, x.file_id });
                    table.ForeignKey(
                        name: "fk_file_contents_files_company_id_file_id",
                        columns: x => new { x.company_id, x.file_id },
                        principalTable: "files",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_authorization_states_connection_id",
                table: "authorization_states",
                column: "connection_id");

            migrationBuilder.CreateIndex(
                name: "ix_authorization_states_expires",
                table: "authorization_states",
                column: "expires");

            migrationBuilder.CreateIndex(
                name: "ix_companies_created_id",
                table: "companies",
                columns: new[] { "created", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_companies_parent_id",
                table: "companies",
                column: "parent_id",
                filter: "parent_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_companies_search_name_id",
                table: "companies",
                columns: new[] { "search_name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_company_tags_key_value",
                table: "company_tags",
                columns: new[] { "key", "value" });

            migrationBuilder.CreateIndex(
                name: "ix_connection_events_connection_id_sequence",
                table: "connection_events",
                columns: new[] { "connection_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_connections_company_id_id",
                table: "connections",
                columns: new[] { "company_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_connections_created_id",
                table: "connections",
                columns: new[] { "created", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_connections_one_linked",
                table: "connections",
                columns: new[] { "company_id", "source_type" },
                unique: true,
                filter: "status = 'Linked' AND source_type IN ('Accounting', 'BankFeed') AND NOT takes_files");

            migrationBuilder.CreateIndex(
                name: "ix_connections_status_company_id",
                table: "connections",
                columns: new[] { "status", "company_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credentials_grant_id",
                table: "credentials",
                column: "grant_id");

            migrationBuilder.CreateIndex(
                name: "ix_datasets_company_id_connection_id",
                table: "datasets",
                columns: new[] { "company_id", "connection_id" });

            migrationBuilder.CreateIndex(
                name: "ix_datasets_company_id_requested",
                table: "datasets",
                columns: new[] { "company_id", "requested" });

            migrationBuilder.CreateIndex(
                name: "ix_datasets_ended",
                table: "datasets",
                column: "ended");

            migrationBuilder.CreateIndex(
                name: "ix_datasets_failed",
                table: "datasets",
                column: "ended",
                filter: "status IN ('FetchError', 'MapError', 'ValidationError', 'ProcessingError', 'InternalError', 'AuthError', 'PermissionsError', 'RateLimitError', 'PrerequisiteNotMet')");

            migrationBuilder.CreateIndex(
                name: "ix_datasets_one_active",
                table: "datasets",
                columns: new[] { "company_id", "connection_id", "data_type" },
                unique: true,
                filter: "ended IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_files_begun",
                table: "files",
                column: "begun",
                filter: "uploaded IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_files_connection_id",
                table: "files",
                column: "connection_id");

            migrationBuilder.CreateIndex(
                name: "ix_grant_log_grant_id_sequence",
                table: "grant_log",
                columns: new[] { "grant_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_grants_absolute_expires",
                table: "grants",
                column: "absolute_expires",
                filter: "absolute_expires IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_grants_integration_key_refresh_hash",
                table: "grants",
                columns: new[] { "integration_key", "refresh_hash" });

            migrationBuilder.CreateIndex(
                name: "ix_grants_one_origin",
                table: "grants",
                columns: new[] { "integration_key", "origin_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idempotent_requests_expires",
                table: "idempotent_requests",
                column: "expires");

            migrationBuilder.CreateIndex(
                name: "ix_portal_invitations_hash",
                table: "portal_invitations",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_portal_invitations_user_id",
                table: "portal_invitations",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_user_logins_user_id",
                table: "portal_user_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_user_passkeys_user_id",
                table: "portal_user_passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_users_normalized_email",
                table: "portal_users",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "ix_portal_users_normalized_user_name",
                table: "portal_users",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_push_operation_events_operation_sequence_sequence",
                table: "push_operation_events",
                columns: new[] { "operation_sequence", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_push_operations_company_id_sequence",
                table: "push_operations",
                columns: new[] { "company_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_push_operations_failed",
                table: "push_operations",
                column: "sequence",
                filter: "state IN ('Failed', 'TimedOut')");

            migrationBuilder.CreateIndex(
                name: "ix_push_operations_key",
                table: "push_operations",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_push_operations_unsettled",
                table: "push_operations",
                columns: new[] { "connection_id", "sequence" },
                filter: "state IN ('Pending', 'Sending', 'Uncertain')");

            migrationBuilder.CreateIndex(
                name: "ix_quarantined_rows_company_id_dataset_id",
                table: "quarantined_rows",
                columns: new[] { "company_id", "dataset_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sync_streams_failing",
                table: "sync_streams",
                column: "latest_ended",
                filter: "latest_status IN ('FetchError', 'MapError', 'ValidationError', 'ProcessingError', 'InternalError', 'AuthError', 'PermissionsError', 'RateLimitError', 'PrerequisiteNotMet')");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_generated",
                table: "webhook_events",
                column: "generated");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_id",
                table: "webhook_events",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_messages_due",
                table: "webhook_messages",
                columns: new[] { "webhook_id", "due", "event_sequence" },
                filter: "due IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "allowed_origins");

            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "authorization_states");

            migrationBuilder.DropTable(
                name: "company_tags");

            migrationBuilder.DropTable(
                name: "connection_events");

            migrationBuilder.DropTable(
                name: "credentials");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "dataset_events");

            migrationBuilder.DropTable(
                name: "dataset_issues");

            migrationBuilder.DropTable(
                name: "dataset_tallies");

            migrationBuilder.DropTable(
                name: "file_contents");

            migrationBuilder.DropTable(
                name: "grant_log");

            migrationBuilder.DropTable(
                name: "idempotent_requests");

            migrationBuilder.DropTable(
                name: "link_logo");

            migrationBuilder.DropTable(
                name: "link_previews");

            migrationBuilder.DropTable(
                name: "link_settings");

            migrationBuilder.DropTable(
                name: "pending_revocations");

            migrationBuilder.DropTable(
                name: "portal_actions");

            migrationBuilder.DropTable(
                name: "portal_invitations");

            migrationBuilder.DropTable(
                name: "portal_user_logins");

            migrationBuilder.DropTable(
                name: "portal_user_passkeys");

            migrationBuilder.DropTable(
                name: "portal_user_tokens");

            migrationBuilder.DropTable(
                name: "profile");

            migrationBuilder.DropTable(
                name: "push_operation_events");

            migrationBuilder.DropTable(
                name: "quarantined_rows");

            migrationBuilder.DropTable(
                name: "request_counts");

            migrationBuilder.DropTable(
                name: "source_applications");

            migrationBuilder.DropTable(
                name: "source_memory");

            migrationBuilder.DropTable(
                name: "sync_schedules");

            migrationBuilder.DropTable(
                name: "sync_settings");

            migrationBuilder.DropTable(
                name: "sync_streams");

            migrationBuilder.DropTable(
                name: "used_link_passwords");

            migrationBuilder.DropTable(
                name: "webhook_attempts");

            migrationBuilder.DropTable(
                name: "webhook_events");

            migrationBuilder.DropTable(
                name: "webhook_lease");

            migrationBuilder.DropTable(
                name: "webhook_messages");

            migrationBuilder.DropTable(
                name: "webhook_waiting");

            migrationBuilder.DropTable(
                name: "datasets");

            migrationBuilder.DropTable(
                name: "files");

            migrationBuilder.DropTable(
                name: "grants");

            migrationBuilder.DropTable(
                name: "portal_users");

            migrationBuilder.DropTable(
                name: "push_operations");

            migrationBuilder.DropTable(
                name: "webhook_consumers");

            migrationBuilder.DropTable(
                name: "connections");

            migrationBuilder.DropTable(
                name: "companies");
        }
    }
}
