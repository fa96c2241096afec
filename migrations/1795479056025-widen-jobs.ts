import { MigrationInterface, QueryRunner } from 'typeorm';

export class WidenJobs1795479056025 implements MigrationInterface {
  name = 'WidenJobs1795479056025';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE \`events\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`name\` varchar(100) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`payload\` json NOT NULL,
                \`actor\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`at\` datetime(3) NOT NULL,
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`effects\` (
                \`effect_key\` varchar(191) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`job_id\` bigint UNSIGNED NOT NULL,
                \`fence\` int UNSIGNED NOT NULL,
                \`status\` varchar(8) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`at\` datetime(3) NOT NULL,
                INDEX \`effects_job\` (\`job_id\`),
                PRIMARY KEY (\`effect_key\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`queues\` (
                \`name\` varchar(40) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`paused_at\` datetime(3) NULL,
                \`paused_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                PRIMARY KEY (\`name\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`schedule_fires\` (
                \`schedule\` varchar(100) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`fire_at\` datetime(3) NOT NULL,
                \`outcome\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`job_public_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`at\` datetime(3) NOT NULL,
                INDEX \`schedule_fires_outcome\` (\`outcome\`, \`schedule\`, \`fire_at\`),
                PRIMARY KEY (\`schedule\`, \`fire_at\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`schedules\` (
                \`kind\` varchar(100) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`rule\` varchar(200) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`next_fire_at\` datetime(3) NULL,
                \`last_fire_at\` datetime(3) NULL,
                \`last_job_public_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`paused_at\` datetime(3) NULL,
                \`paused_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                PRIMARY KEY (\`kind\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`workers\` (
                \`name\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`host\` varchar(255) NOT NULL,
                \`queues\` json NOT NULL,
                \`running\` int UNSIGNED NOT NULL DEFAULT '0',
                \`started_at\` datetime(3) NOT NULL,
                \`last_seen_at\` datetime(3) NOT NULL,
                INDEX \`workers_last_seen\` (\`last_seen_at\`),
                PRIMARY KEY (\`name\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\`
            ADD \`children\` varchar(8) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\`
            ADD \`children_seq\` int UNSIGNED NOT NULL DEFAULT '0'
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\`
            ADD \`children_count\` int UNSIGNED NOT NULL DEFAULT '0'
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\`
            ADD \`children_failed\` int UNSIGNED NOT NULL DEFAULT '0'
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\`
            ADD \`children_completed\` bigint NOT NULL DEFAULT '0'
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\`
            ADD \`children_total\` bigint NOT NULL DEFAULT '0'
        `);
    await queryRunner.query(`
            CREATE INDEX \`jobs_parents\` ON \`jobs\` (\`children\`)
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            DROP INDEX \`jobs_parents\` ON \`jobs\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\` DROP COLUMN \`children_total\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\` DROP COLUMN \`children_completed\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\` DROP COLUMN \`children_failed\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\` DROP COLUMN \`children_count\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\` DROP COLUMN \`children_seq\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`jobs\` DROP COLUMN \`children\`
        `);
    await queryRunner.query(`
            DROP INDEX \`workers_last_seen\` ON \`workers\`
        `);
    await queryRunner.query(`
            DROP TABLE \`workers\`
        `);
    await queryRunner.query(`
            DROP TABLE \`schedules\`
        `);
    await queryRunner.query(`
            DROP INDEX \`schedule_fires_outcome\` ON \`schedule_fires\`
        `);
    await queryRunner.query(`
            DROP TABLE \`schedule_fires\`
        `);
    await queryRunner.query(`
            DROP TABLE \`queues\`
        `);
    await queryRunner.query(`
            DROP INDEX \`effects_job\` ON \`effects\`
        `);
    await queryRunner.query(`
            DROP TABLE \`effects\`
        `);
    await queryRunner.query(`
            DROP TABLE \`events\`
        `);
  }
}
