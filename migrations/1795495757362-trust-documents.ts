import { MigrationInterface, QueryRunner } from 'typeorm';

export class TrustDocuments1795495757362 implements MigrationInterface {
  name = 'TrustDocuments1795495757362';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE \`trusted_documents\` (
                \`id\` varchar(150) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`text_hash\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`text\` mediumtext NOT NULL,
                \`created_at\` datetime(3) NOT NULL,
                INDEX \`trusted_documents_hash\` (\`text_hash\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            DROP TABLE \`trusted_documents\`
        `);
  }
}
