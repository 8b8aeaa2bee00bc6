ALTER TABLE "channel_messages" ALTER COLUMN "channel_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_messages" ADD COLUMN "sealed" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "topics" text[] DEFAULT '{"incidents","approvals"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "causes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "quiet_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "unacknowledged_minutes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "mail_off" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "channel_messages_incident_idx" ON "channel_messages" USING btree ("incident_id","channel_id","id");--> statement-breakpoint
ALTER TABLE "incidents" DROP COLUMN "told";--> statement-breakpoint
ALTER TABLE "incidents" DROP COLUMN "told_affected";