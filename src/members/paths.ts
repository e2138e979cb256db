/** Where the pages of members are: the table of contents, and the only place that spells their addresses. */
export const memberPaths = (coalition: string, member = ':member', at = ':import') => {
  const house = `/c/${coalition}`;
  const list = `${house}/members`;
  const one = `${list}/${member}`;
  const oneImport = `${list}/import/${at}`;
  return {
    list,
    csv: `${list}.csv`,
    add: `${list}/new`,
    import: `${list}/import`,
    oneImport,
    mapImport: `${oneImport}/columns`,
    finishImport: `${oneImport}/finish`,
    discardImport: `${oneImport}/discard`,
    undoImport: `${oneImport}/undo`,
    wrongRows: `${oneImport}/wrong.csv`,
    importRow: `${oneImport}/row`,
    applications: `${list}/applications`,
    applicationsCsv: `${list}/applications.csv`,
    approve: `${list}/applications/approve`,
    decline: `${list}/applications/decline`,
    sideBySide: `${list}/answers`,
    sideBySideCsv: `${list}/answers.csv`,
    invitations: `${list}/invitations`,
    invitationsCsv: `${list}/invitations.csv`,
    revoke: `${list}/invitations/revoke`,
    constituencies: `${list}/constituencies`,
    constituenciesCsv: `${list}/constituencies.csv`,
    one,
    edit: `${one}/edit`,
    tie: `${one}/tie`,
    answersTo: `${one}/constituencies`,
    answers: `${one}/answers`,
    limits: `${one}/limits`,
    voices: `${one}/voices`,
    authority: `${one}/authority`,
    voiceByMail: `${one}/voice-by-mail`,
    endVoice: `${one}/end-voice`,
    join: `${house}/join`,
    invitation: `${house}/invitation`,
    leave: `${house}/leave`,
  };
};

/** The door of an invitation's link, and the page behind it. */
export const invitationDoor = '/join';
export const goodbye = '/goodbye';
