CREATE TABLE "simulated_channels" (
	"environment_name" text NOT NULL,
	"channel_id" text NOT NULL,
	"bundle_id" text NOT NULL,
	"storage_policy" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "simulated_channels_environment_name_channel_id_pk" PRIMARY KEY("environment_name","channel_id")
);
--> statement-breakpoint
ALTER TABLE "simulated_faults" ADD COLUMN "struck_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "simulated_pushes" ADD COLUMN "unique_id" uuid;--> statement-breakpoint
ALTER TABLE "simulated_pushes" ADD COLUMN "payload_hash" text;--> statement-breakpoint
ALTER TABLE "simulated_pushes" ADD COLUMN "key_id" text;--> statement-breakpoint
ALTER TABLE "simulated_pushes" ADD COLUMN "connection_id" integer;--> statement-breakpoint
ALTER TABLE "simulated_pushes" ADD COLUMN "stream_id" integer;--> statement-breakpoint
ALTER TABLE "simulated_pushes" ADD COLUMN "release_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "simulated_channels_app_idx" ON "simulated_channels" USING btree ("environment_name","bundle_id","created_at");--> statement-breakpoint
CREATE INDEX "simulated_pushes_release_idx" ON "simulated_pushes" USING btree ("release_at") WHERE "simulated_pushes"."fate" = 'stored' and "simulated_pushes"."release_at" is not null;