// Files through the published lending client: one is uploaded, listed, and comes back in an archive.
import { body, connect } from "./clients.js";
import { step } from "./steps.js";

const { platform, lending } = connect();

const { id: companyId } = await step("create a company", () => platform.companies.create({ name: "Files" }));
const { id: connectionId } = await step("create a connection", () =>
  platform.connections.create({ companyId, requestBody: { platformKey: "cwfa" } }),
);
const content = new TextEncoder().encode("%PDF-1.7\n%%EOF");
await step("upload a file", () =>
  body(lending.fileUpload.upload({ companyId, connectionId, fileUpload: { file: { content, fileName: "books.pdf" } } })),
);
await step("get the connection", () => platform.connections.get({ companyId, connectionId }));
await step("list the files", () => body(lending.fileUpload.listUploaded({ companyId }), "files"));
await step("download the files", async () => {
  const archive = await body(lending.fileUpload.download({ companyId }), "data");
  return { begins: Buffer.from(archive.slice(0, 2)).toString(), size: archive.length };
});
