DROP INDEX "deliveries_state_idx";--> statement-breakpoint
DROP INDEX "deliveries_reason_idx";--> statement-breakpoint
CREATE INDEX "notifications_conversation_idx" ON "notifications" USING btree ("environment_id","conversation_id") WHERE "notifications"."conversation_id" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_state_idx" ON "deliveries" USING btree ("environment_id","state","type","transport","is_simulated","is_uncertain","created_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_reason_idx" ON "deliveries" USING btree ("environment_id","reason","state","type","transport","is_simulated","is_uncertain","created_at","id") WHERE "deliveries"."reason" is not null;