CREATE TABLE "apps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"bundle_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "apps_slug_uq" UNIQUE("company_id","slug")
);
--> statement-breakpoint
CREATE TABLE "companies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"requires_approval" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "companies_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "environments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"app_id" uuid NOT NULL,
	"name" text NOT NULL,
	"apns_server" text DEFAULT 'apple' NOT NULL,
	"requires_identity" boolean NOT NULL,
	"identity_secret" text NOT NULL,
	"identity_jwks_url" text,
	"blocked_reason" text,
	"blocked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "environments_name_uq" UNIQUE("app_id","name"),
	CONSTRAINT "environments_blocked_ck" CHECK (("environments"."blocked_reason" is null) = ("environments"."blocked_at" is null))
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"publishable_key" text,
	"prefix" text NOT NULL,
	"last_four" text NOT NULL,
	"rate_per_second_max" integer DEFAULT 20000 NOT NULL,
	"created_by_id" uuid,
	"last_used_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "apns_credentials" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"team_id" text NOT NULL,
	"private_key" text NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"verified_answer" text,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_name" text NOT NULL,
	"company_id" uuid,
	"environment_id" uuid,
	"subject_kind" text NOT NULL,
	"subject_id" text,
	"subject_name" text,
	"before" jsonb,
	"after" jsonb,
	"comment" text,
	"ip" text,
	"request_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "company_endpoints" (
	"environment_id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"auth_kind" text DEFAULT 'none' NOT NULL,
	"auth_secret" text,
	"body_template" text,
	"signing_secret" text NOT NULL,
	"used_for" text DEFAULT 'uuid' NOT NULL,
	"failures_in_row" integer DEFAULT 0 NOT NULL,
	"open_until" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_tokens" (
	"credential_id" uuid PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"user_id" text,
	"anonymous_id" text,
	"locale" text,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customers_identity_ck" CHECK (num_nonnulls("customers"."user_id", "customers"."anonymous_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "device_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"customer_id" uuid,
	"previous_customer_id" uuid,
	"kind" text NOT NULL,
	"detail" text,
	"actor_name" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"status_reason" text DEFAULT 'registered' NOT NULL,
	"status_since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"permission" text NOT NULL,
	"app_version" text,
	"sdk_version" text,
	"os_version" text,
	"model" text,
	"locale" text,
	"time_zone" text,
	"registered_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_accepted_at" timestamp (3) with time zone,
	"last_rejected_at" timestamp (3) with time zone,
	"last_rejected_reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"device_id" uuid,
	"app" text DEFAULT 'background' NOT NULL,
	"chat" text DEFAULT 'disconnected' NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	"reason" text,
	"request" jsonb,
	"response" jsonb,
	"apns_unique_id" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"notification_id" uuid NOT NULL,
	"type" text NOT NULL,
	"customer_id" uuid,
	"device_id" uuid,
	"device_kind" text NOT NULL,
	"address" text NOT NULL,
	"transport" text NOT NULL,
	"is_simulated" boolean NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"is_uncertain" boolean DEFAULT false NOT NULL,
	"order_key" text,
	"repeats_id" uuid,
	"next_attempt_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"received_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"type" text NOT NULL,
	"external_id" text,
	"request_hash" text,
	"customer_id" uuid,
	"conversation_id" text,
	"title" text,
	"body" text,
	"unread" integer,
	"payload" jsonb NOT NULL,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"ignores_presence" boolean DEFAULT false NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_name" text NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"notification_id" uuid NOT NULL,
	"delivery_id" uuid,
	"device_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompt_clients" (
	"environment_id" uuid NOT NULL,
	"targeting_key" text NOT NULL,
	"context" jsonb NOT NULL,
	"revision" text NOT NULL,
	"value" text NOT NULL,
	"is_streaming" boolean DEFAULT false NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "prompt_clients_environment_id_targeting_key_pk" PRIMARY KEY("environment_id","targeting_key")
);
--> statement-breakpoint
CREATE TABLE "prompt_configurations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope_kind" text NOT NULL,
	"environment_name" text NOT NULL,
	"company_id" uuid,
	"app_id" uuid,
	"revision" integer NOT NULL,
	"content" jsonb,
	"schedule_fired_until" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompt_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"event_id" text NOT NULL,
	"kind" text NOT NULL,
	"customer_id" uuid,
	"device_id" uuid,
	"revision" text,
	"at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompt_fetches" (
	"environment_id" uuid NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"revision" text NOT NULL,
	"sdk_version" text DEFAULT '' NOT NULL,
	"app_version" text DEFAULT '' NOT NULL,
	"value" text NOT NULL,
	"decided_by" text NOT NULL,
	"fetch_count" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompt_lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid,
	"name" text NOT NULL,
	"customer_ids" jsonb NOT NULL,
	"size" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompt_proposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope_kind" text NOT NULL,
	"environment_name" text NOT NULL,
	"company_id" uuid NOT NULL,
	"app_id" uuid,
	"base_revision" integer NOT NULL,
	"content" jsonb,
	"change_hash" text NOT NULL,
	"kind" text NOT NULL,
	"restored_from" integer,
	"comment" text,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"decided_by_name" text,
	"decided_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompt_revisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"configuration_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb,
	"kind" text NOT NULL,
	"restored_from" integer,
	"author_id" uuid,
	"author_name" text NOT NULL,
	"approved_by_name" text,
	"comment" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulated_devices" (
	"environment_name" text NOT NULL,
	"token" text NOT NULL,
	"topic" text NOT NULL,
	"state" text NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "simulated_devices_environment_name_token_pk" PRIMARY KEY("environment_name","token")
);
--> statement-breakpoint
CREATE TABLE "simulated_faults" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"preset" text,
	"title" text NOT NULL,
	"faults" jsonb NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulated_pushes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"apns_id" uuid NOT NULL,
	"environment_name" text NOT NULL,
	"token" text NOT NULL,
	"topic" text NOT NULL,
	"status" integer NOT NULL,
	"reason" text,
	"headers" jsonb NOT NULL,
	"payload" jsonb,
	"payload_bytes" integer NOT NULL,
	"lints" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"fate" text,
	"fate_reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"company_ids" uuid[] NOT NULL,
	"invited_by_id" uuid,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"user_agent" text,
	"ip" text,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"oidc_issuer" text,
	"oidc_subject" text,
	"disabled_at" timestamp (3) with time zone,
	"last_signed_in_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_oidc_uq" UNIQUE("oidc_issuer","oidc_subject")
);
--> statement-breakpoint
CREATE TABLE "staff_companies" (
	"staff_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	CONSTRAINT "staff_companies_staff_id_company_id_pk" PRIMARY KEY("staff_id","company_id")
);
--> statement-breakpoint
ALTER TABLE "apps" ADD CONSTRAINT "apps_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environments" ADD CONSTRAINT "environments_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apns_credentials" ADD CONSTRAINT "apns_credentials_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_endpoints" ADD CONSTRAINT "company_endpoints_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_tokens" ADD CONSTRAINT "provider_tokens_credential_id_apns_credentials_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."apns_credentials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_events" ADD CONSTRAINT "device_events_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence" ADD CONSTRAINT "presence_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence" ADD CONSTRAINT "presence_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_clients" ADD CONSTRAINT "prompt_clients_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_configurations" ADD CONSTRAINT "prompt_configurations_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_configurations" ADD CONSTRAINT "prompt_configurations_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_events" ADD CONSTRAINT "prompt_events_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_fetches" ADD CONSTRAINT "prompt_fetches_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_lists" ADD CONSTRAINT "prompt_lists_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_proposals" ADD CONSTRAINT "prompt_proposals_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_proposals" ADD CONSTRAINT "prompt_proposals_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_revisions" ADD CONSTRAINT "prompt_revisions_configuration_id_prompt_configurations_id_fk" FOREIGN KEY ("configuration_id") REFERENCES "public"."prompt_configurations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulated_faults" ADD CONSTRAINT "simulated_faults_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_id_staff_id_fk" FOREIGN KEY ("invited_by_id") REFERENCES "public"."staff"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_companies" ADD CONSTRAINT "staff_companies_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_companies" ADD CONSTRAINT "staff_companies_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "apps_company_idx" ON "apps" USING btree ("company_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash_uq" ON "api_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "api_keys_environment_idx" ON "api_keys" USING btree ("environment_id","created_at");--> statement-breakpoint
CREATE INDEX "apns_credentials_environment_idx" ON "apns_credentials" USING btree ("environment_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_entries_page_idx" ON "audit_entries" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_company_idx" ON "audit_entries" USING btree ("company_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_subject_idx" ON "audit_entries" USING btree ("subject_kind","subject_id") WHERE "audit_entries"."subject_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "customers_user_uq" ON "customers" USING btree ("environment_id","user_id") WHERE "customers"."user_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "customers_anonymous_uq" ON "customers" USING btree ("environment_id","anonymous_id") WHERE "customers"."anonymous_id" is not null;--> statement-breakpoint
CREATE INDEX "customers_user_prefix_idx" ON "customers" USING btree ("environment_id","user_id" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "device_events_device_idx" ON "device_events" USING btree ("device_id","created_at","id");--> statement-breakpoint
CREATE INDEX "device_events_customer_idx" ON "device_events" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "device_events_previous_idx" ON "device_events" USING btree ("previous_customer_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "devices_address_uq" ON "devices" USING btree ("environment_id","kind","address");--> statement-breakpoint
CREATE INDEX "devices_customer_idx" ON "devices" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "devices_page_idx" ON "devices" USING btree ("environment_id","registered_at","id");--> statement-breakpoint
CREATE INDEX "devices_status_idx" ON "devices" USING btree ("environment_id","status","registered_at","id");--> statement-breakpoint
CREATE INDEX "devices_address_start_idx" ON "devices" USING btree ("environment_id","address" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "devices_address_end_idx" ON "devices" USING btree ("environment_id",reverse("address") text_pattern_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "presence_customer_uq" ON "presence" USING btree ("customer_id") WHERE "presence"."device_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "presence_device_uq" ON "presence" USING btree ("customer_id","device_id") WHERE "presence"."device_id" is not null;--> statement-breakpoint
CREATE INDEX "attempts_delivery_idx" ON "attempts" USING btree ("delivery_id","number");--> statement-breakpoint
CREATE INDEX "deliveries_page_idx" ON "deliveries" USING btree ("environment_id","created_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_state_idx" ON "deliveries" USING btree ("environment_id","state","type","transport","is_simulated","is_uncertain","created_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_reason_idx" ON "deliveries" USING btree ("environment_id","reason","state","type","transport","is_simulated","is_uncertain","created_at","id") WHERE "deliveries"."reason" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_device_idx" ON "deliveries" USING btree ("device_id","created_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_customer_idx" ON "deliveries" USING btree ("customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_notification_idx" ON "deliveries" USING btree ("notification_id");--> statement-breakpoint
CREATE INDEX "deliveries_open_idx" ON "deliveries" USING btree ("order_key","created_at","id") WHERE "deliveries"."state" in ('queued', 'sending', 'retrying');--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_external_uq" ON "notifications" USING btree ("environment_id","external_id") WHERE "notifications"."external_id" is not null;--> statement-breakpoint
CREATE INDEX "notifications_page_idx" ON "notifications" USING btree ("environment_id","created_at","id");--> statement-breakpoint
CREATE INDEX "notifications_customer_idx" ON "notifications" USING btree ("customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "notifications_conversation_idx" ON "notifications" USING btree ("environment_id","conversation_id") WHERE "notifications"."conversation_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_once_uq" ON "receipts" USING btree ("notification_id","device_id","kind");--> statement-breakpoint
CREATE INDEX "prompt_clients_recent_idx" ON "prompt_clients" USING btree ("environment_id","last_at");--> statement-breakpoint
CREATE UNIQUE INDEX "prompt_configurations_scope_uq" ON "prompt_configurations" USING btree ("environment_name","scope_kind",coalesce("app_id", "company_id", '00000000-0000-0000-0000-000000000000'::uuid));--> statement-breakpoint
CREATE UNIQUE INDEX "prompt_events_once_uq" ON "prompt_events" USING btree ("environment_id","event_id");--> statement-breakpoint
CREATE INDEX "prompt_events_time_idx" ON "prompt_events" USING btree ("environment_id","at");--> statement-breakpoint
CREATE INDEX "prompt_events_customer_idx" ON "prompt_events" USING btree ("customer_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "prompt_fetches_uq" ON "prompt_fetches" USING btree ("environment_id","hour","revision","sdk_version","app_version","value","decided_by");--> statement-breakpoint
CREATE INDEX "prompt_proposals_open_idx" ON "prompt_proposals" USING btree ("company_id","environment_name") WHERE "prompt_proposals"."status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "prompt_revisions_number_uq" ON "prompt_revisions" USING btree ("configuration_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "simulated_faults_preset_uq" ON "simulated_faults" USING btree ("environment_id","preset") WHERE "simulated_faults"."preset" is not null;--> statement-breakpoint
CREATE INDEX "simulated_pushes_token_idx" ON "simulated_pushes" USING btree ("environment_name","token","created_at");--> statement-breakpoint
CREATE INDEX "simulated_pushes_topic_idx" ON "simulated_pushes" USING btree ("environment_name","topic","created_at");--> statement-breakpoint
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits" USING btree ("expire");--> statement-breakpoint
CREATE INDEX "sessions_staff_idx" ON "sessions" USING btree ("staff_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email_uq" ON "staff" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "staff_companies_company_idx" ON "staff_companies" USING btree ("company_id");