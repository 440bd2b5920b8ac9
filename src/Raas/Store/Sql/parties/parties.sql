-- no parameters
SELECT Cbe, Kind, Name, Flows, Supplies, MergeAdjacent, AutoReplace, NotifyReplacements, NotifyIdentityChanges, EmptyNotifications,
       RejectThreshold, AnswerDetail, Language, HumanView
FROM party ORDER BY Cbe;
