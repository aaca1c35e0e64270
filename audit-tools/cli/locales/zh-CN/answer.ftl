# 核对一张答复回执。
answer-step-1 = 回执格式正确，有招办的签名；家长签过名的，家长的签名也成立
answer-step-2 = 日志的最新状态有招办签名，并有过半数观察方联署
answer-step-3 = 名单、结果和答复表就是日志所写明的
answer-step-4 = 这个孩子已有学位，且回执与答复表不矛盾
answer-accept = { $code } 已确认录取（第 { $attempt } 次派位）。
answer-decline = { $code } 已放弃录取（第 { $attempt } 次派位）。
answer-by-office = 这份答复由招办代为录入，家长没有签名。
answer-entered = 答复已记入日志：answers.csv 第 { $index } 条记录。
answer-to-be-entered = 答复尚未记入日志。招办须在两小时内记入；届时请用更新的文件夹再核对。
answer-good = 成立：回执与公布的答复一致。整轮是否正确，由完整核验（verify）证明，任何人都可以做。
answer-unpinned = 前后一致，但没有核对这些密钥属于谁（请给出 --trust）。回执与公布的答复一致。
