import { MigrationInterface, QueryRunner } from 'typeorm';

export class AddViewsAndFigures1795497325554 implements MigrationInterface {
  name = 'AddViewsAndFigures1795497325554';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE \`minute_figures\` (
                \`minute\` datetime NOT NULL,
                \`process\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`requests\` int UNSIGNED NOT NULL,
                \`errors\` int UNSIGNED NOT NULL,
                \`latencies\` json NOT NULL,
                \`jobs_succeeded\` int UNSIGNED NOT NULL,
                \`jobs_failed\` int UNSIGNED NOT NULL,
                \`jobs_waiting\` int UNSIGNED NULL,
                PRIMARY KEY (\`minute\`, \`process\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`saved_views\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`content_type\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`name\` varchar(60) NOT NULL,
                \`query\` text NOT NULL,
                \`shared\` tinyint NOT NULL DEFAULT 0,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`created_at\` datetime(3) NOT NULL,
                INDEX \`saved_views_type\` (\`content_type\`, \`created_at\`, \`id\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE INDEX \`jobs_created\` ON \`jobs\` (\`created_at\`)
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            DROP TABLE \`saved_views\`
        `);
    await queryRunner.query(`
            DROP TABLE \`minute_figures\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_created\` ON \`jobs\`
        `);
  }
}
