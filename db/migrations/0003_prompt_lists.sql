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
ALTER TABLE "prompt_configurations" ADD COLUMN "schedule_fired_until" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "prompt_clients" ADD CONSTRAINT "prompt_clients_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_lists" ADD CONSTRAINT "prompt_lists_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_proposals" ADD CONSTRAINT "prompt_proposals_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_proposals" ADD CONSTRAINT "prompt_proposals_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "prompt_clients_recent_idx" ON "prompt_clients" USING btree ("environment_id","last_at");--> statement-breakpoint
CREATE INDEX "prompt_proposals_open_idx" ON "prompt_proposals" USING btree ("company_id","environment_name") WHERE "prompt_proposals"."status" = 'open';