/* A text of our own to begin with; nothing in it happened. */
export const EXAMPLE = {
  title: "Bulgaria and Romania trade blame over shelling on the Danube",
  date: "2031-05-14",
  text: `Bulgarian artillery shelled a river post near Giurgiu on Tuesday, killing at least four border guards, the Romanian Defence Ministry said. Bulgaria denied that its forces had opened fire and accused Romania of staging the attack.

Between 2,000 and 3,000 Romanian soldiers have massed along the Danube since Sunday, according to a NATO official who spoke on condition of anonymity. Romanian Foreign Minister Ana Petrescu warned that her country would close the bridge at Ruse if the shelling went on.

Hungary offered to mediate. Austrian Chancellor Karl Brandner telephoned both governments on Wednesday and called on them to withdraw their troops. Last month, Romania expelled two Bulgarian diplomats.

Greece will send medical aid to Giurgiu, its government announced. A Bulgarian attack on the bridge is feared.`,
};
