CREATE TABLE "event_clock" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"ahead" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_marks" (
	"at" timestamp with time zone PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"url" text NOT NULL,
	"types" text[] NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"signing_secret" text NOT NULL,
	"position" bigint NOT NULL,
	"number" bigint NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"leased_until" timestamp with time zone,
	"lease" uuid,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp (3) with time zone,
	"paused_at" timestamp (3) with time zone,
	"last_answer" text,
	"last_answer_at" timestamp (3) with time zone,
	"last_sent_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "events_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"environment_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"type" text NOT NULL,
	"customer_id" uuid,
	"device_id" uuid,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_environment_id_position_number_pk" PRIMARY KEY("environment_id","position","number")
);
--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "events_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "event_webhooks" ADD CONSTRAINT "event_webhooks_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_webhooks_environment_idx" ON "event_webhooks" USING btree ("environment_id","created_at");--> statement-breakpoint
CREATE INDEX "events_time_idx" ON "events" USING btree ("at");